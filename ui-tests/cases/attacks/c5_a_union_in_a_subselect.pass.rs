// C5, C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ids = Campaign::for_tenant(id).select(campaigns::id);
    let more = Campaign::for_tenant(id).select(campaigns::id);
    let _ = Ad::for_tenant(id).filter(ads::campaign_id.eq_any(ids.union(more)));
}

fn main() {}
