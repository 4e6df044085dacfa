// A4
use ui_tests::*;

fn count(db: &mut Db<'_>) -> QueryResult<i64> {
    Campaign::for_tenant(db.tenant()).count().get_result(db)
}

fn case(claim: &Claim<i64>, conn: &mut Raw) {
    claim.scope(conn, |db: &mut Db<'_>| {
        std::thread::spawn(move || count(db));
    });
}

fn main() {}
