// C5, C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let own = Campaign::for_tenant(id).select(campaigns::name);
    let titles = Ad::for_tenant(id).select(ads::title);
    let _ = own.union(titles).positional_order_by(1);
}

fn main() {}
