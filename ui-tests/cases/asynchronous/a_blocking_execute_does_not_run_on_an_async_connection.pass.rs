// E3
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    db.delete(campaigns::table).execute_async(db).await
}

fn main() {}
