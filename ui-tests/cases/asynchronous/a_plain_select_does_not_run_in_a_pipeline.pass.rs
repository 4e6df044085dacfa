// A1
use diesel_async::RunQueryDsl;
use ui_tests::*;

async fn case(db: &mut AsyncRaw) -> QueryResult<Vec<(i64, String)>> {
    campaigns::table.select((campaigns::id, campaigns::name)).load(db).await
}

fn main() {}
