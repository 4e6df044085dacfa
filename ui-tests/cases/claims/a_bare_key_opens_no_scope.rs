// A1, H1
use ui_tests::*;

fn case(claim: Claim<i64>, conn: &mut Raw) {
    claim.key().scope(conn, |_db: &mut Db<'_>| ());
}

fn main() {}
