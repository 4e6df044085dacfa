// C4
use tenant_core::dsl::exists;
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let ads = Ad::for_tenant(db_a.tenant());
            let _ = Campaign::for_tenant(db_b.tenant()).filter(exists(ads));
        });
    });
}

fn main() {}
