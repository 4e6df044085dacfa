// D4
use ui_tests::*;

#[derive(AsChangeset)]
#[diesel(table_name = campaigns)]
struct Move {
    #[diesel(column_name = company_id)]
    owner: i64,
}

fn case(db: &mut Db<'_>, to: Move) -> QueryResult<usize> {
    db.update(campaigns::table).set(to).execute(db)
}

fn main() {}
