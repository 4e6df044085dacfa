// C4, D2, D3
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let shown = ads::table.select(ads::campaign_id);
    db.delete(campaigns::table)
        .filter(campaigns::id.ne_all(shown))
        .execute(db)
}

fn main() {}
