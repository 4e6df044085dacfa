// E3, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    secrets::table
        .for_tenant(db.tenant())
        .count()
        .get_result(db)
}

fn main() {}
