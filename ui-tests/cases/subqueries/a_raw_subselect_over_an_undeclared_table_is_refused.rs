// C4, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let named = secrets::table.select(secrets::campaign_id);
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.eq_any(named))
        .load(db)
}

fn main() {}
