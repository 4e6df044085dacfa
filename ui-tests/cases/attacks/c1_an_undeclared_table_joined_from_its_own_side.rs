// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    secrets::table
        .inner_join(campaigns::table)
        .select(campaigns::name)
        .load(db)
}

fn main() {}
