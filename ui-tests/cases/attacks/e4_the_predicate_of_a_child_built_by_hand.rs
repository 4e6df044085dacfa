// E4, C4
use tenant_core::table::InParent;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let guess = InParent::new(
        campaigns::id,
        secrets::table,
        secrets::campaign_id,
        secrets::value.eq("hers"),
    );
    let _ = Campaign::for_tenant(id).filter(guess);
}

fn main() {}
