// A7
use std::cell::RefCell;
use ui_tests::*;

type Idle<'t> = RefCell<Vec<&'t Claim<i64>>>;

fn case<'t>(claim: &'t Claim<i64>, conn: &mut Raw, idle: &Idle<'t>) {
    claim.scope(conn, |db: &mut Db<'_>| {
        let _ = db;
        idle.borrow_mut().push(claim);
    });
}

fn main() {}
