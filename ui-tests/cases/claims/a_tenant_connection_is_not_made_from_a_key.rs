// A1, H1
use ui_tests::*;

fn case(claim: &Claim<i64>, conn: &mut Raw) {
    let _ = Db::new;
    let _ = (claim, conn);
}

fn main() {}
