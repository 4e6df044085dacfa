// E6
use ui_tests::*;

#[derive(Identifiable)]
#[diesel(table_name = campaigns)]
struct Row {
    id: i64,
}

fn case(db: &mut Db<'_>, row: &Row) -> QueryResult<usize> {
    db.update(row).set(campaigns::name.eq("Mine")).execute(db)
}

fn main() {}
