// E2
use tenant_core::danger;
use ui_tests::*;

fn case(db: &mut Db<'_>) {
    let _ = danger::across_tenants(db, "a report", |_| ());
}

fn main() {}
