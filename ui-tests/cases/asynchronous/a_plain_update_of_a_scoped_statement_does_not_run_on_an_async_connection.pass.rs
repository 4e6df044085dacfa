// D1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    db.update(Campaign::for_tenant(db.tenant()))
        .set(campaigns::name.eq("n"))
        .execute_async(db)
        .await
}

fn main() {}
