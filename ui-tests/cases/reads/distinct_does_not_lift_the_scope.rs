// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    campaigns::table.select(campaigns::name).distinct().load(db)
}

fn main() {}
