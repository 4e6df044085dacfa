// E1
use ui_tests::*;

fn report(conn: &mut Raw) -> QueryResult<i64> {
    campaigns::table.count().get_result(conn)
}

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    report(db)
}

fn main() {}
