// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    Campaign::for_tenant(db.tenant()).count().get_result(db)
}

fn main() {}
