// C4
use diesel::dsl::exists;
use diesel::dsl::not;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table.filter(ads::campaign_id.eq(campaigns::id));
    Campaign::for_tenant(db.tenant())
        .filter(not(exists(shown)))
        .load(db)
}

fn main() {}
