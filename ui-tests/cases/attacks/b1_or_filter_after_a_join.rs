// B1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table)
        .or_filter(ads::title.eq("Red"))
        .select(ads::title)
        .load(db)
}

fn main() {}
