// D4, D5
use ui_tests::*;

#[derive(TenantRecord)]
#[diesel(table_name = campaigns)]
struct Row(#[diesel(column_name = name)] String, i64);

fn main() {}
