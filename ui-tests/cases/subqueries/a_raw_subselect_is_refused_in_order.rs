// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let title = ads::table
        .filter(ads::campaign_id.eq(campaigns::id))
        .select(ads::title)
        .single_value();
    Campaign::for_tenant(db.tenant())
        .order(title.asc())
        .load(db)
}

fn main() {}
