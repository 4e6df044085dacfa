// E2
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let statement = Campaign::for_tenant(id);
    let _ = statement.query;
}

fn main() {}
