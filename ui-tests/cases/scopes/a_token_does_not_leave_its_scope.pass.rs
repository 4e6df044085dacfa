// A4, A5
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) -> i64 {
    a.scope(conn, |db| *db.tenant().key())
}

fn main() {}
