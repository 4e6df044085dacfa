// D4, D8
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(notes::table)
        .set(notes::campaign_id.eq(5))
        .execute(db)
}

fn main() {}
