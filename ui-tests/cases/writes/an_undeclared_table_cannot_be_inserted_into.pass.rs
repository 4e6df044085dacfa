// E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(notes::table)
        .values((notes::campaign_id.eq(5), notes::body.eq("hush")))
        .execute(db)
}

fn main() {}
