// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let newest = ads::table.select(ads::id).single_value();
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::budget.eq_any(diesel::select(newest)))
        .load(db)
}

fn main() {}
