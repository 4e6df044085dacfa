// A1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table.load(db).await
}

fn main() {}
