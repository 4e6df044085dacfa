// D12, A5
use ui_tests::*;

fn case(a: &Claim<i64>, b: &Claim<i64>, one: &mut Raw, two: &mut Raw) {
    a.scope(one, |_: &mut Db<'_>| {
        b.scope(two, |db_b: &mut Db<'_>| {
            let _ = db_b.delete(campaigns::table).execute(db_b);
        });
    });
}

fn main() {}
