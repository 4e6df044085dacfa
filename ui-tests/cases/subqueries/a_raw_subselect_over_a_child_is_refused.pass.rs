// C4, C6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let noted = notes::table
        .for_tenant(db.tenant())
        .select(notes::campaign_id);
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::id.eq_any(noted))
        .load(db)
}

fn main() {}
