// A3
use ui_tests::*;

fn case(session: Option<Claim<i64>>, conn: &mut Raw) {
    let Some(claim) = session else { return };
    claim.scope(conn, |_db| ());
}

fn main() {}
