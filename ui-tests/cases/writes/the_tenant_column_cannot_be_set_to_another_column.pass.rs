// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(ads::table)
        .set(ads::campaign_id.eq(ads::id))
        .execute(db)
}

fn main() {}
