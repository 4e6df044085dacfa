// A1, H1
use ui_tests::*;

fn case(claim: &Claim<i64>, conn: &mut Raw) {
    claim.scope(conn, |_db| ());
}

fn main() {}
