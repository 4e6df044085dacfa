// E3
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = tenant_core::dsl::for_tenant(campaigns::table, id);
}

fn main() {}
