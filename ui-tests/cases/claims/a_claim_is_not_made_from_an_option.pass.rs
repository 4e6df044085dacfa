// A1, A2
use ui_tests::*;

fn case(session: Option<Claim<i64>>) -> Option<Claim<i64>> {
    session
}

fn main() {}
