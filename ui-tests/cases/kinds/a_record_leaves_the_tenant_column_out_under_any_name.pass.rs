// D4, D5
use ui_tests::*;

#[derive(Insertable, TenantRecord)]
#[diesel(table_name = campaigns)]
struct Row {
    name: String,
    #[diesel(column_name = budget)]
    owner: i64,
}

fn main() {}
