// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table.select(ads::campaign_id);
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.ne_all(shown))
        .load(db)
}

fn main() {}
