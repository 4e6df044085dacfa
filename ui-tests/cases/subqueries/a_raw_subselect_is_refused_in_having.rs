// B7, C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let shown = ads::table.select(ads::campaign_id);
    Campaign::for_tenant(db.tenant())
        .group_by(campaigns::id)
        .having(campaigns::id.eq_any(shown))
        .select(campaigns::id)
        .load(db)
}

fn main() {}
