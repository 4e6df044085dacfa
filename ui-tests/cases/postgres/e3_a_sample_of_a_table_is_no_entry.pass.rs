// E3
use diesel::dsl::TablesampleDsl;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = tenant_core::dsl::for_tenant(campaigns::table, id);
    let _ = campaigns::table.tablesample_bernoulli(10);
}

fn main() {}
