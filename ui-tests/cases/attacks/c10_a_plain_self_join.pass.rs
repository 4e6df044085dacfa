// C10
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let twin = tenant_core::alias!(campaigns as twin);
    let same = twin.field(campaigns::name).eq(campaigns::name);
    Campaign::for_tenant(db.tenant())
        .inner_join(twin.on(same))
        .select(twin.field(campaigns::id))
        .load(db)
}

fn main() {}
