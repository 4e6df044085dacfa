// H6, E1
use diesel::connection::SimpleConnection;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<()> {
    SimpleConnection::batch_execute(db, "ATTACH DATABASE '../2/tenant.db' AS other")
}

fn main() {}
