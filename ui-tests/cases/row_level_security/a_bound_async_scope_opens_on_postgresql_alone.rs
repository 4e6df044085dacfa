// F2
use ui_tests::*;

async fn case(claim: &Claim<i64>, conn: &mut AsyncRaw) -> QueryResult<Vec<String>> {
    claim
        .scope_bound_async(conn, async |db| {
            let campaigns = campaigns::table.for_tenant(db.tenant());
            campaigns.select(campaigns::name).load_async(db).await
        })
        .await
}

fn main() {}
