// D8, C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let parent = campaigns::table
        .select(campaigns::id)
        .single_value()
        .assume_not_null();
    db.insert_into(notes::table)
        .values((notes::body.eq("x"), notes::campaign_id.eq(parent)))
        .execute(db)
}

fn main() {}
