// C10, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let other = tenant_core::alias!(secrets as other);
    other
        .for_tenant(db.tenant())
        .select(other.field(secrets::id))
        .load(db)
}

fn main() {}
