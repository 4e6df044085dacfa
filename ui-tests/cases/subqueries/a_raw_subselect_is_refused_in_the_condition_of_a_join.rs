// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let noted = notes::table.select(notes::campaign_id);
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table.on(ads::campaign_id.eq_any(noted)))
        .select(ads::id)
        .load(db)
}

fn main() {}
