// A5, H9
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    tenant_core::scope_guard!(guard_a);
    let mut db = a.enter(guard_a, one);
    tenant_core::scope_guard!(guard_b);
    let mut other = b.enter(guard_b, two);
    let _ = (&mut db, &mut other);
}

fn main() {}
