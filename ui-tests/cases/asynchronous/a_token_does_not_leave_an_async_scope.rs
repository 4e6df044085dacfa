// A4
use ui_tests::*;

async fn case(claim: &Claim<i64>, conn: &mut AsyncRaw) {
    let _ = claim.scope_async(conn, async |db| db.tenant()).await;
}

fn main() {}
