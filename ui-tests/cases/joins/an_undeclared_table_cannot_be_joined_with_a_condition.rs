// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(secrets::table.on(secrets::campaign_id.eq(campaigns::id)))
        .select(campaigns::id)
        .load(db)
}

fn main() {}
