// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Option<i64>>> {
    let newest = ads::table.select(ads::id).single_value();
    Campaign::for_tenant(db.tenant())
        .select(campaigns::budget + newest)
        .load(db)
}

fn main() {}
