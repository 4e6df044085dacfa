// E4, C4
use tenant_core::table::InParent;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let guess = campaigns::id.eq(1);
    let _ = Campaign::for_tenant(id).filter(guess);
}

fn main() {}
