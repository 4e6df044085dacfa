// D4, D6, D8
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(notes::table)
        .values((
            notes::id.eq(5),
            notes::campaign_id.eq(6),
            notes::body.eq("new"),
        ))
        .on_conflict(notes::id)
        .do_update()
        .set(notes::campaign_id.eq(7))
        .execute(db)
}

fn main() {}
