// A1
use diesel_async::RunQueryDsl;
use tenant_core::asynchronous::Pipelined;
use ui_tests::*;

async fn case(db: &mut Pipelined<'_, '_, AsyncRaw, i64>) -> QueryResult<Vec<(i64, String)>> {
    campaigns::table.select((campaigns::id, campaigns::name)).load(db).await
}

fn main() {}
