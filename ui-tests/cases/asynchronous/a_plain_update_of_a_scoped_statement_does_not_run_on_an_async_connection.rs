// D1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncDb<'_>) -> QueryResult<usize> {
    diesel::update(Campaign::for_tenant(db.tenant()))
        .set(campaigns::name.eq("n"))
        .execute(db)
        .await
}

fn main() {}
