// C5
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let own = Campaign::for_tenant(id).select(campaigns::name);
    let all = Campaign::for_tenant(id).select(campaigns::name);
    let _ = own.except_all(all);
}

fn main() {}
