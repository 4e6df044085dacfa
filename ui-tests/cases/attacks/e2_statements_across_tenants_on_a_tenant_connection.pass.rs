// E2
use tenant_core::danger;
use ui_tests::*;

fn case(conn: &mut Raw) {
    let _ = danger::across_tenants(conn, "a report", |_| ());
}

fn main() {}
