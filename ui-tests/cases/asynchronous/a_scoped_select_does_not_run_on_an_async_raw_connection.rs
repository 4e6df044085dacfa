// E3
use ui_tests::*;

async fn case(id: TenantId<'_, i64>, conn: &mut AsyncRaw) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(id).load_async(conn).await
}

fn main() {}
