// D6, E3
use ui_tests::*;

fn case(id: TenantId<'_, i64>, new: NewCampaign) {
    let _ = id.insert_into(campaigns::table).values(new);
}

fn main() {}
