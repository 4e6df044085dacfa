// C10, C4
use ui_tests::*;

tenant_core::alias! {
    const TWIN: Alias<twin> = campaigns as twin;
}

fn case(id: TenantId<'_, i64>) {
    let other = diesel::alias!(campaigns as other);
    let ids = other.select(other.field(campaigns::id));
    let _ = Ad::for_tenant(id).filter(ads::campaign_id.eq_any(ids));
}

fn main() {}
