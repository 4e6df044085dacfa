// A4, A5
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) -> i64 {
    let id = a.scope(conn, |db| db.tenant());
    *id.key()
}

fn main() {}
