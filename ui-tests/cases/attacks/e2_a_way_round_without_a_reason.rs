// E2
use tenant_core::danger;
use ui_tests::*;

fn case(db: &mut Db<'_>) {
    let _ = danger::raw_connection(db);
}

fn main() {}
