// E3
use ui_tests::*;

async fn case<'t>(id: TenantId<'t, i64>, conn: &mut AsyncDb<'t>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(id).load_async(conn).await
}

fn main() {}
