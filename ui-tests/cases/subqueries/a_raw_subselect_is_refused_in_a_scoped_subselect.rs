// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let noted = notes::table.select(notes::campaign_id);
    let shown = Ad::for_tenant(db.tenant())
        .filter(ads::campaign_id.eq_any(noted))
        .select(ads::campaign_id);
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.eq_any(shown))
        .load(db)
}

fn main() {}
