// D4, D5
use ui_tests::*;

#[derive(Insertable, AsChangeset, TenantRecord)]
#[diesel(table_name = campaigns)]
struct Row {
    name: String,
    company_id: i64,
}

fn main() {}
