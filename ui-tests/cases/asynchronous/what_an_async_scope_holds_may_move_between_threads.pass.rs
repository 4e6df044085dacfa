// E3
use ui_tests::*;

async fn case(claim: &Claim<i64>, conn: &mut AsyncRaw) -> QueryResult<i64> {
    let scope = claim.scope_async(conn, async |db| {
        let number = Box::new(1);
        let count: i64 = Campaign::for_tenant(db.tenant()).count().get_result_async(db).await?;
        Ok(count + *number)
    });
    scope.await
}

fn main() {}
