// E1
use ui_tests::*;

fn report(conn: &mut Raw) -> QueryResult<i64> {
    campaigns::table.count().get_result(conn)
}

fn case(conn: &mut Raw) -> QueryResult<i64> {
    report(conn)
}

fn main() {}
