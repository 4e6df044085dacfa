// A1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(claim: &Claim<i64>, conn: &mut AsyncRaw) -> QueryResult<Vec<Campaign>> {
    let scope = claim.scope_async(conn, async |db| campaigns::table.load(db).await);
    scope.await
}

fn main() {}
