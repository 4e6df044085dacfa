// A2
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = documents::table.for_tenant(id);
}

fn main() {}
