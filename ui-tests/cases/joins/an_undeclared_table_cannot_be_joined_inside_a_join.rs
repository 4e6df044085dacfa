// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Ad::for_tenant(db.tenant())
        .inner_join(campaigns::table.inner_join(secrets::table))
        .select(ads::id)
        .load(db)
}

fn main() {}
