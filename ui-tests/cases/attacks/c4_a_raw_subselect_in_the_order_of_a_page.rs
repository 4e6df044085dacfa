// C4
use ui_tests::*;

fn case(id: TenantId<'_, i64>) {
    let ads = ads::table.select(ads::id).single_value();
    let _ = Campaign::for_tenant(id).order(ads.desc()).paginate(0, 10);
}

fn main() {}
