// E3, B2
use diesel::query_dsl::methods::LockingDsl;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = Campaign::for_tenant(id).for_update();
}

fn main() {}
