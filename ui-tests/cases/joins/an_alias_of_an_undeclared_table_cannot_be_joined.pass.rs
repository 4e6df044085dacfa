// C1, C10, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let other = tenant_core::alias!(ads as other);
    Campaign::for_tenant(db.tenant())
        .inner_join(other.on(other.field(ads::campaign_id).eq(campaigns::id)))
        .select(campaigns::id)
        .load(db)
}

fn main() {}
