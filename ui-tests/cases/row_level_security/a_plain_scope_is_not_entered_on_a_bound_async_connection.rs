// F2
use ui_tests::*;
use tenant_core::rls::AsyncBoundConnection;

async fn case(claim: &Claim<i64>, conn: &mut AsyncBoundConnection) -> QueryResult<i64> {
    tenant_core::scope_guard!(guard);
    let mut db = claim.enter_async(guard, conn);
    let campaigns = campaigns::table.for_tenant(db.tenant());
    campaigns.count().get_result_async(&mut db).await
}

fn main() {}
