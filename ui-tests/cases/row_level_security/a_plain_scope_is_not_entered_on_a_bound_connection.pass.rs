// F2
use ui_tests::*;
use tenant_core::rls::BoundConnection;

fn case(claim: &Claim<i64>, conn: &mut BoundConnection) -> QueryResult<i64> {
    claim.scope_bound(conn, |db| {
        let campaigns = campaigns::table.for_tenant(db.tenant());
        campaigns.count().get_result(db)
    })
}

fn main() {}
