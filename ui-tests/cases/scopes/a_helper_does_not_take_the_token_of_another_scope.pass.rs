// A5
use ui_tests::*;

fn case<'t>(db: &mut Db<'t>, id: TenantId<'t, i64>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(id).load(db)
}

fn main() {}
