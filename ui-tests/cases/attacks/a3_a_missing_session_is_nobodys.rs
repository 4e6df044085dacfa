// A3
use ui_tests::*;

fn case(session: Option<Claim<i64>>, conn: &mut Raw) -> Option<QueryResult<i64>> {
    let claim = session.unwrap_or_default();
    Some(claim.scope(conn, |db| {
        Campaign::for_tenant(db.tenant()).count().get_result(db)
    }))
}

fn main() {}
