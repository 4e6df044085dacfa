// A5
use ui_tests::*;

fn case(db: &mut Db<'_>, id: TenantId<'_, i64>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(id).load(db)
}

fn main() {}
