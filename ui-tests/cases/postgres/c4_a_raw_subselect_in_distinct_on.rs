// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ad = ads::table.select(ads::id).single_value();
    let _ = Campaign::for_tenant(id).distinct_on(ad);
}

fn main() {}
