// E3, E4
use diesel::dsl::OnlyDsl;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = tenant_core::dsl::for_tenant(campaigns::table, id);
    let _ = campaigns::table.only();
}

fn main() {}
