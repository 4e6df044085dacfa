// C4
use diesel::dsl::count;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let title = ads::table
        .for_tenant(db.tenant())
        .select(ads::title)
        .single_value();
    Campaign::for_tenant(db.tenant())
        .select(count(campaigns::id).partition_by(title))
        .load(db)
}

fn main() {}
