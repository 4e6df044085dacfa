// F2
use ui_tests::*;
use tenant_core::rls::BoundConnection;

fn case(claim: &Claim<i64>, conn: &mut BoundConnection) -> QueryResult<i64> {
    tenant_core::scope_guard!(guard);
    let mut db = claim.enter(guard, conn);
    let campaigns = campaigns::table.for_tenant(db.tenant());
    campaigns.count().get_result(&mut db)
}

fn main() {}
