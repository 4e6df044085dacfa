// D6, B2
use ui_tests::*;

fn case(id: TenantId<'_, i64>, new: NewCampaign) {
    let _ = id
        .insert_into(campaigns::table)
        .values(new)
        .on_conflict(campaigns::id)
        .do_nothing();
}

fn main() {}
