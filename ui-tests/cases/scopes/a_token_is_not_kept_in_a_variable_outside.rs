// A5
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) {
    let mut kept = None;
    a.scope(conn, |db| kept = Some(db.tenant()));
}

fn main() {}
