// B5
use ui_tests::*;

fn case(a: TenantId<'_, i64>, db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let _ = a;
    Campaign::for_tenant((a, db.tenant())).load(db)
}

fn main() {}
