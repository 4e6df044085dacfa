// A5, F19
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) -> QueryResult<()> {
    let mut kept = Vec::new();
    a.scope(conn, |db| {
        db.transaction(|db| {
            kept.push(db.tenant());
            Ok(())
        })
    })
}

fn main() {}
