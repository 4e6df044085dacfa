// D1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    diesel::delete(campaigns::table).execute(db).await
}

fn main() {}
