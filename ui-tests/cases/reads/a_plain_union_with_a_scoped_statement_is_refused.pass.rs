// C5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    campaigns::table
        .for_tenant(db.tenant())
        .select(campaigns::id)
        .union(Ad::for_tenant(db.tenant()).select(ads::id))
        .load(db)
}

fn main() {}
