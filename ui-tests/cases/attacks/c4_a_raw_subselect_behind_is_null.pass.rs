// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let rank = Campaign::for_tenant(id)
        .select(campaigns::id)
        .single_value();
    let _ = Campaign::for_tenant(id).filter(rank.is_null());
}

fn main() {}
