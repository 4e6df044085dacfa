// D4, D5
use ui_tests::*;

#[derive(TenantRecord)]
#[diesel(table_name = campaigns)]
enum Row {
    Name(String),
}

fn main() {}
