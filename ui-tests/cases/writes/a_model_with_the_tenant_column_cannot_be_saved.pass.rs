// D4, D12
use ui_tests::*;

#[derive(HasQuery, Identifiable, AsChangeset)]
#[diesel(table_name = campaigns)]
struct Row {
    id: i64,
    name: String,
}

fn case(db: &mut Db<'_>, row: &Row) -> QueryResult<usize> {
    db.update(row).set(row).execute(db)
}

fn main() {}
