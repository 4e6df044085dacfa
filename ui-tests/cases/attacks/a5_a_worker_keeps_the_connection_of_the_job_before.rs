// A5, A7
use ui_tests::*;

fn case(jobs: &[Claim<i64>], conn: &mut Raw) {
    let mut kept: Vec<&mut Db<'_>> = Vec::new();
    for job in jobs {
        job.scope(conn, |db: &mut Db<'_>| kept.push(db));
    }
}

fn main() {}
