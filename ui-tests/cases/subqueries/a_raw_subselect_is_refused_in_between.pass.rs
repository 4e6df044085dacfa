// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let newest = ads::table
        .for_tenant(db.tenant())
        .select(ads::id)
        .single_value();
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::budget.between(0, newest))
        .load(db)
}

fn main() {}
