// C5
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let ads = Ad::for_tenant(db_b.tenant()).select(ads::id);
            let _ = Campaign::for_tenant(db_b.tenant())
                .select(campaigns::id)
                .union(ads);
        });
    });
}

fn main() {}
