// A4, A6
use std::sync::Mutex;
use ui_tests::*;

static CURRENT: Mutex<Option<TenantId<'static, i64>>> = Mutex::new(None);

fn case(claim: &Claim<i64>, conn: &mut Raw) {
    claim.scope(conn, |db: &mut Db<'_>| {
        *CURRENT.lock().unwrap() = Some(db.tenant());
    });
}

fn main() {}
