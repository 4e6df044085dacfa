// A4, A5
use std::sync::mpsc;
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) {
    let (sender, receiver) = mpsc::channel();
    a.scope(conn, |db| sender.send(db.tenant()).unwrap());
    drop(receiver);
}

fn main() {}
