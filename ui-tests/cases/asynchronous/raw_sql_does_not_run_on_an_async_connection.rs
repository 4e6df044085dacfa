// E1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM campaigns").execute(db).await
}

fn main() {}
