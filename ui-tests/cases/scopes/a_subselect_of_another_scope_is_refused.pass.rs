// C4
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let ids = Ad::for_tenant(db_b.tenant()).select(ads::campaign_id);
            let _ = Campaign::for_tenant(db_b.tenant()).filter(campaigns::id.eq_any(ids));
        });
    });
}

fn main() {}
