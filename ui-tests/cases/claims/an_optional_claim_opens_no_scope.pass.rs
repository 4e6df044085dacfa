// A1, A2
use ui_tests::*;

fn case(session: Option<Claim<i64>>, conn: &mut Raw) {
    session
        .expect("the router asks for a session")
        .scope(conn, |_db| ());
}

fn main() {}
