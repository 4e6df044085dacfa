// D4, D5
use ui_tests::*;

#[derive(TenantRecord)]
struct Row {
    name: String,
}

fn main() {}
