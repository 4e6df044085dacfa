// A7
use ui_tests::*;

async fn case(claim: &Claim<i64>, pool: &Vec<AsyncRaw>) {
    let count = claim.scope_pooled_async(pool, async |db: &mut AsyncDb<'_>| {
        let campaigns = campaigns::table.for_tenant(db.tenant());
        campaigns.count().get_result_async::<i64>(db).await
    });
    drop(count.await);
}

fn main() {}
