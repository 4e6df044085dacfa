// A7
use ui_tests::*;

fn case(db: &mut Db<'_>, conn: &mut Raw) -> QueryResult<Campaign> {
    let _ = &conn;
    Campaign::for_tenant(db.tenant()).first(db)
}

fn main() {}
