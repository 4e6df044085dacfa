// F2
use ui_tests::*;

fn case(claim: &Claim<i64>, conn: &mut SqliteConnection) -> QueryResult<Vec<String>> {
    claim.scope_bound(conn, |db| {
        let campaigns = campaigns::table.for_tenant(db.tenant());
        campaigns.select(campaigns::name).load(db)
    })
}

fn main() {}
