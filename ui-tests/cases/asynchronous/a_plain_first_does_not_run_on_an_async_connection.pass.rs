// C7
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<Campaign> {
    Campaign::for_tenant(db.tenant()).find(1).first_async(db).await
}

fn main() {}
