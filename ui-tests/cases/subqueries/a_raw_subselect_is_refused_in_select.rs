// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<(i64, Option<String>)>> {
    let title = ads::table
        .filter(ads::campaign_id.eq(campaigns::id))
        .select(ads::title)
        .single_value();
    Campaign::for_tenant(db.tenant())
        .select((campaigns::id, title))
        .load(db)
}

fn main() {}
