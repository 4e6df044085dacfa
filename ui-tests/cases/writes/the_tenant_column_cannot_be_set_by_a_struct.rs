// D4
use ui_tests::*;

#[derive(AsChangeset)]
#[diesel(table_name = campaigns)]
struct Move {
    company_id: i64,
}

fn case(db: &mut Db<'_>, to: Move) -> QueryResult<usize> {
    db.update(campaigns::table).set(to).execute(db)
}

fn main() {}
