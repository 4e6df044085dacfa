// C7
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<Campaign> {
    campaigns::table.find(1).first(db).await
}

fn main() {}
