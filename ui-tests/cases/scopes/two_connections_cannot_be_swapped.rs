// A5, A7
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |db_a| {
        b.scope(two, |db_b| {
            let _ = (&db_a, &db_b);
            std::mem::swap(db_a, db_b);
        });
    });
}

fn main() {}
