// A6, H1
use ui_tests::*;

fn case(claim: &mut Claim<i64>) -> i64 {
    *claim.key()
}

fn main() {}
