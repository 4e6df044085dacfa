// A1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table.for_tenant(db.tenant()).load_async(db).await
}

fn main() {}
