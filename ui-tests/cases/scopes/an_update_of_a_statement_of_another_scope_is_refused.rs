// D2
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let _ = &db_a;
        b.scope(two, |db_b| {
            let rows = Campaign::for_tenant(db_a.tenant());
            let _ = db_b.update(rows).set(campaigns::name.eq("moved"));
        });
    });
}

fn main() {}
