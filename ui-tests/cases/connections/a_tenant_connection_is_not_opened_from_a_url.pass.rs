// A1, A3
use ui_tests::*;

fn case(claim: &Claim<i64>) -> ConnectionResult<()> {
    claim.scope(&mut Raw::establish(":memory:")?, |_db| ());
    Ok(())
}

fn main() {}
