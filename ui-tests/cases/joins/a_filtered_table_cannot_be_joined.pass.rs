// C1
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let _ = Campaign::for_tenant(id).inner_join(ads::table);
}

fn main() {}
