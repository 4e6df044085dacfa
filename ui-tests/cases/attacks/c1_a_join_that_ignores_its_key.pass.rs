// C1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table.on(ads::id.gt(0)))
        .select(ads::title)
        .load(db)
}

fn main() {}
