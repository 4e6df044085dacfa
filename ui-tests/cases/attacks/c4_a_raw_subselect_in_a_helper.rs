// C4
use ui_tests::*;

#[diesel::dsl::auto_type]
fn popular() -> _ {
    campaigns::id.eq_any(ads::table.select(ads::campaign_id))
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant()).filter(popular()).load(db)
}

fn main() {}
