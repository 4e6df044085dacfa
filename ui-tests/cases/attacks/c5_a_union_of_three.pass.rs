// C5
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ids = Campaign::for_tenant(id).select(campaigns::id);
    let ads = Ad::for_tenant(id).select(ads::id);
    let notes = notes::table.for_tenant(id).select(notes::id);
    let _ = ids.union_all(ads).union_all(notes);
}

fn main() {}
