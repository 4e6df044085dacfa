// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ad = Ad::for_tenant(id).select(ads::id).single_value();
    let _ = Campaign::for_tenant(id).distinct_on(campaigns::name);
    let _ = ad;
}

fn main() {}
