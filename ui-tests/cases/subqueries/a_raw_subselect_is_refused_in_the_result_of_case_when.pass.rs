// C4
use diesel::dsl::case_when;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Option<String>>> {
    let title = ads::table
        .for_tenant(db.tenant())
        .select(ads::title)
        .single_value();
    Campaign::for_tenant(db.tenant())
        .select(case_when(campaigns::id.gt(5), title))
        .load(db)
}

fn main() {}
