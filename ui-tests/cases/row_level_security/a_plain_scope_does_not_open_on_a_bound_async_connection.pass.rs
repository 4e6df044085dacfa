// F2
use ui_tests::*;
use tenant_core::rls::AsyncBoundConnection;

async fn case(claim: &Claim<i64>, conn: &mut AsyncBoundConnection) -> QueryResult<i64> {
    let count = claim.scope_bound_async(conn, async |db| {
        let campaigns = campaigns::table.for_tenant(db.tenant());
        campaigns.count().get_result_async(db).await
    });
    count.await
}

fn main() {}
