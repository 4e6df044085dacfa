// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let title = Ad::for_tenant(id).select(ads::title).single_value();
    let _ = Campaign::for_tenant(id).select(campaigns::name.nullable().concat(title));
}

fn main() {}
