// D4, D5
use ui_tests::*;

#[derive(TenantRecord)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
struct Row {
    name: String,
}

fn main() {}
