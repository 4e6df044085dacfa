// H9, A5
use ui_tests::*;

fn case(b: &Claim<i64>, conn: &mut Raw) {
    b.scope(conn, |_db| ());
}

fn main() {}
