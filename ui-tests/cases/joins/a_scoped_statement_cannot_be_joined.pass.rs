// C1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table)
        .select(ads::id)
        .load(db)
}

fn main() {}
