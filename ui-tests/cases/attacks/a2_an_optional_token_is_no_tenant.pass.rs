// A1, A2
use ui_tests::*;

fn case(db: &mut Db<'_>, id: Option<TenantId<'_, i64>>) -> QueryResult<Vec<Campaign>> {
    let _ = id;
    Campaign::for_tenant(db.tenant()).load(db)
}

fn main() {}
