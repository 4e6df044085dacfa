// F16, E1
use diesel::connection::SimpleConnection;
use ui_tests::*;

fn case(conn: &mut Raw) -> QueryResult<()> {
    conn.batch_execute("TRUNCATE campaigns")
}

fn main() {}
