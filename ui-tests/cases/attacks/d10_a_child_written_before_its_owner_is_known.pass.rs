// D10, D8
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: i64) -> QueryResult<usize> {
    db.insert_into(notes::table)
        .values((notes::body.eq("x"), notes::campaign_id.eq(campaign)))
        .execute(db)
}

fn main() {}
