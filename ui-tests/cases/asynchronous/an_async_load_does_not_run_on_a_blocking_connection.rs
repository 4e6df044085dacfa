// E3
use ui_tests::*;

async fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant()).load_async(db).await
}

fn main() {}
