// A1
use ui_tests::*;

fn case(claims: &[Claim<i64>], conn: &mut Raw) -> Vec<QueryResult<i64>> {
    let count = |db: &mut Db<'_>| Campaign::for_tenant(db.tenant()).count().get_result(db);
    claims
        .iter()
        .map(|claim| claim.scope(conn, count))
        .collect()
}

fn main() {}
