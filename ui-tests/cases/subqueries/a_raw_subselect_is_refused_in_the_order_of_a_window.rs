// C4
use diesel::dsl::count;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let title = ads::table.select(ads::title).single_value();
    Campaign::for_tenant(db.tenant())
        .select(count(campaigns::id).window_order(title))
        .load(db)
}

fn main() {}
