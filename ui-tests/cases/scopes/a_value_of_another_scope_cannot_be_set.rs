// C4, D2
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let newest = Ad::for_tenant(db_a.tenant()).select(ads::id).single_value();
            let _ = db_b
                .update(campaigns::table)
                .set(campaigns::budget.eq(newest));
        });
    });
}

fn main() {}
