// D5
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    diesel::insert_into(campaigns::table)
        .values(campaigns::name.eq("n"))
        .execute(db)
        .await
}

fn main() {}
