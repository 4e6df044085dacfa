// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<bool> {
    let fifth = campaigns::table.for_tenant(db.tenant()).find(5);
    db.select(tenant_core::dsl::exists(fifth)).get_result(db)
}

fn main() {}
