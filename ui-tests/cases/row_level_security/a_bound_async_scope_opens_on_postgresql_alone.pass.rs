// F2
use diesel_async::AsyncPgConnection;
use ui_tests::*;

async fn case(claim: &Claim<i64>, conn: &mut AsyncPgConnection) -> QueryResult<Vec<String>> {
    claim
        .scope_bound_async(conn, async |db| {
            let campaigns = campaigns::table.for_tenant(db.tenant());
            campaigns.select(campaigns::name).load_async(db).await
        })
        .await
}

fn main() {}
