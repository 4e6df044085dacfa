// F19
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    diesel_async::AsyncConnection::begin_test_transaction(db).await?;
    db.delete(campaigns::table).execute_async(db).await
}

fn main() {}
