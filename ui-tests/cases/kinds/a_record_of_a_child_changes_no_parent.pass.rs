// D4, D8
use ui_tests::*;

#[derive(AsChangeset, TenantRecord)]
#[diesel(table_name = notes)]
struct Row {
    id: i64,
    body: String,
}

fn main() {}
