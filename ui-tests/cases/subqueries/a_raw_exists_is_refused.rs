// C4
use diesel::dsl::exists;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table.filter(ads::campaign_id.eq(campaigns::id));
    Campaign::for_tenant(db.tenant())
        .filter(exists(shown))
        .load(db)
}

fn main() {}
