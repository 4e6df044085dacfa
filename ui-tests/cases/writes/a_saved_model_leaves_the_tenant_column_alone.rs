// D4, D12
use ui_tests::*;

#[derive(Identifiable, AsChangeset)]
#[diesel(table_name = campaigns)]
struct Row {
    id: i64,
    company_id: i64,
}

fn case(db: &mut Db<'_>, row: &Row) -> QueryResult<Campaign> {
    db.save_changes(row)
}

fn main() {}
