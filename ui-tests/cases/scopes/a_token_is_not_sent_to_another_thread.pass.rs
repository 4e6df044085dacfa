// A4
use std::thread;
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) {
    a.scope(conn, |db| {
        let id = db.tenant().key().clone();
        thread::spawn(move || println!("{id:?}"));
    });
}

fn main() {}
