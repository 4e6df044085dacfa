// C4, B4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let id = db.tenant();
    let own = Ad::for_tenant(id)
        .filter(ads::company_id.eq(id))
        .select(ads::campaign_id);
    Campaign::for_tenant(id)
        .filter(campaigns::id.eq_any(own))
        .load(db)
}

fn main() {}
