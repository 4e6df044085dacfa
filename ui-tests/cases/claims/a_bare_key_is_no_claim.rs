// A1, A3, H1
use ui_tests::*;

fn case(key: i64, conn: &mut Raw) -> Result<(), Box<dyn std::error::Error>> {
    let claim = Claim::from(key);
    claim.scope(conn, |_db| ());
    Ok(())
}

fn main() {}
