// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    campaigns::table.count().get_result(db)
}

fn main() {}
