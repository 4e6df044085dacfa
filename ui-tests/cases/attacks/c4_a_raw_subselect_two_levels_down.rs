// C4
use tenant_core::dsl::exists;
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let notes = notes::table.select(notes::campaign_id);
    let ads = Ad::for_tenant(id).filter(ads::campaign_id.eq_any(notes));
    let _ = Campaign::for_tenant(id).filter(exists(ads));
}

fn main() {}
