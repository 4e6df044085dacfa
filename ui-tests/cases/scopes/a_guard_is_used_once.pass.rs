// A5
use tenant_core::scope_guard;
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    scope_guard!(guard);
    scope_guard!(other);
    let _db_a = a.enter(guard, one);
    let _db_b = b.enter(other, two);
}

fn main() {}
