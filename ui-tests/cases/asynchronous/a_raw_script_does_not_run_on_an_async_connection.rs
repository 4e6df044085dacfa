// E3
use diesel_async::SimpleAsyncConnection;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<()> {
    db.batch_execute("DELETE FROM campaigns").await
}

fn main() {}
