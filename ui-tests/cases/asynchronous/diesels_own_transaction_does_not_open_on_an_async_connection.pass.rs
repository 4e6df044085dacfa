// F19
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    db.transaction(async |db| db.delete(campaigns::table).execute_async(db).await)
        .await
}

fn main() {}
