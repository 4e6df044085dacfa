// D5
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(campaigns::name.eq("n"))
        .execute_async(db)
        .await
}

fn main() {}
