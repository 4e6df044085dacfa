// A7
use ui_tests::*;

fn case(db: &mut Db<'_>, conn: &mut Raw) -> QueryResult<Vec<Campaign>> {
    let _ = &conn;
    Campaign::for_tenant(db.tenant()).load(conn)
}

fn main() {}
