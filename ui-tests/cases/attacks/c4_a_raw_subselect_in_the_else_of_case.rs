// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let theirs = ads::table.select(ads::id).single_value();
    let budget = diesel::dsl::case_when(campaigns::id.eq(0), campaigns::budget).otherwise(theirs);
    let _ = Campaign::for_tenant(id).select(budget);
}

fn main() {}
