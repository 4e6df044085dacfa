// A5, A7, F9
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) {
    let mut kept = Vec::new();
    a.scope(conn, |db| kept.push(db));
}

fn main() {}
