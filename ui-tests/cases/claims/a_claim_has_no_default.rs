// A3
use ui_tests::*;

fn case(session: Option<Claim<i64>>, conn: &mut Raw) {
    session.unwrap_or_default().scope(conn, |_db| ());
}

fn main() {}
