// C1, C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Ad::for_tenant(db.tenant())
        .inner_join(campaigns::table.inner_join(
            notes::table.on(notes::campaign_id.eq_any(documents::table.select(documents::id))),
        ))
        .select(ads::id)
        .load(db)
}

fn main() {}
