// C4
use diesel::dsl::count;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<i64> {
    let shown = campaigns::id.eq_any(ads::table.for_tenant(db.tenant()).select(ads::campaign_id));
    Campaign::for_tenant(db.tenant())
        .select(count(campaigns::id).aggregate_filter(&shown))
        .get_result(db)
}

fn main() {}
