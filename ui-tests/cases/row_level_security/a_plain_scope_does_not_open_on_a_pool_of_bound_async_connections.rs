// F2
use ui_tests::*;
use deadpool::managed::Pool;
use tenant_core::rls::AsyncBoundManager;

async fn case(claim: &Claim<i64>, pool: &Pool<AsyncBoundManager>) -> QueryResult<i64> {
    let count = claim.scope_pooled_async(pool, async |db| {
        let campaigns = campaigns::table.for_tenant(db.tenant());
        campaigns.count().get_result_async(db).await
    });
    count.await.unwrap()
}

fn main() {}
