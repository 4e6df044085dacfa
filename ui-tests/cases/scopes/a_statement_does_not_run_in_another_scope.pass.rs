// A5, H9
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        let id = db_a.tenant();
        b.scope(two, |db_b| {
            let _ = (Campaign::for_tenant(id).load::<Campaign>(db_a), db_b);
        });
    });
}

fn main() {}
