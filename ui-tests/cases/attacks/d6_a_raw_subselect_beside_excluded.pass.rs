// D6, C4
use tenant_core::dsl::excluded;
use ui_tests::*;

fn case(id: TenantId<'_, i64>, new: NewCampaign) {
    let theirs = Ad::for_tenant(id).select(ads::id).single_value();
    let _ = id
        .insert_into(campaigns::table)
        .values(new)
        .on_conflict(campaigns::id)
        .do_update()
        .set((
            campaigns::name.eq(excluded(campaigns::name)),
            campaigns::budget.eq(theirs),
        ));
}

fn main() {}
