// C4
use tenant_core::dsl::exists;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table
        .for_tenant(db.tenant())
        .filter(ads::campaign_id.eq(campaigns::id));
    Campaign::for_tenant(db.tenant())
        .filter(exists(shown))
        .load(db)
}

fn main() {}
