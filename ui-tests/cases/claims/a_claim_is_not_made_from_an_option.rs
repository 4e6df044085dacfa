// A1, A2
use ui_tests::*;

fn case(session: Option<i64>) -> Option<Claim<i64>> {
    session.map(Claim::from)
}

fn main() {}
