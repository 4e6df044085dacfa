// C5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Campaign::for_tenant(db.tenant())
        .select(campaigns::id)
        .intersect(ads::table.select(ads::id))
        .load(db)
}

fn main() {}
