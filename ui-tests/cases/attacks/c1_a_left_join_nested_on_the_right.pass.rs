// C1, C2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let nested = ads::table.inner_join(geo_ips::table.on(geo_ips::id.eq(ads::id)));
    Campaign::for_tenant(db.tenant())
        .inner_join(nested.on(ads::campaign_id.eq(campaigns::id)))
        .select(campaigns::id)
        .load(db)
}

fn main() {}
