// C4
use diesel::dsl::case_when;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    let shown = ads::table.for_tenant(db.tenant()).select(ads::campaign_id);
    Campaign::for_tenant(db.tenant())
        .select(case_when(campaigns::id.eq_any(shown), campaigns::id).otherwise(0_i64))
        .load(db)
}

fn main() {}
