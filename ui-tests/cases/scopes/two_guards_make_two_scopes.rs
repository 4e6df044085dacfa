// C4
use tenant_core::scope_guard;
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    scope_guard!(guard_a);
    let mut db_a = a.enter(guard_a, one);
    scope_guard!(guard_b);
    let mut db_b = b.enter(guard_b, two);
    let _ = (&mut db_a, &mut db_b);
    let _ = Campaign::for_tenant(db_a.tenant()).load::<Campaign>(&mut db_b);
}

fn main() {}
