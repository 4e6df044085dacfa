// C10, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let other = tenant_core::alias!(ads as other);
    other
        .for_tenant(db.tenant())
        .select(other.field(ads::id))
        .load(db)
}

fn main() {}
