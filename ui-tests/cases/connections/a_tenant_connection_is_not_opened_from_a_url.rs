// A1, A3
use ui_tests::*;

fn case(claim: &Claim<i64>) -> ConnectionResult<()> {
    Db::establish(":memory:")?;
    Ok(())
}

fn main() {}
