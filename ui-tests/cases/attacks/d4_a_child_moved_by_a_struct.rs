// D4, D8
use ui_tests::*;

#[derive(AsChangeset)]
#[diesel(table_name = notes)]
struct Moved {
    campaign_id: i64,
    body: String,
}

fn case(db: &mut Db<'_>, moved: Moved) -> QueryResult<usize> {
    db.update(notes::table).set(&moved).execute(db)
}

fn main() {}
