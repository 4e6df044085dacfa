// H6, E1
use diesel::connection::SimpleConnection;
use ui_tests::*;

fn case(conn: &mut Raw) -> QueryResult<()> {
    SimpleConnection::batch_execute(conn, "ATTACH DATABASE '../2/tenant.db' AS other")
}

fn main() {}
