// A8, A9
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) {
    let _ = a.scope(conn, |db| {
        Campaign::for_tenant(db.tenant()).load::<Campaign>(db)
    });
}

fn main() {}
