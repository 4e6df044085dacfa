// A1, A2
use ui_tests::*;

fn case(session: Option<Claim<i64>>, conn: &mut Raw) {
    session.scope(conn, |_db| ());
}

fn main() {}
