// A4, A6
use std::cell::Cell;
use ui_tests::*;

thread_local! {
    static TENANT: Cell<Option<i64>> = const { Cell::new(None) };
}

fn case(a: &Claim<i64>, conn: &mut Raw) {
    a.scope(conn, |db| TENANT.set(Some(*db.tenant().key())));
}

fn main() {}
