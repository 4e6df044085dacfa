// A5
use ui_tests::*;

fn case(jobs: &[Claim<i64>], conn: &mut Raw) -> Vec<QueryResult<i64>> {
    let mut before = None;
    jobs.iter()
        .map(|job| {
            job.scope(conn, |db| {
                let id = *before.get_or_insert(db.tenant());
                Campaign::for_tenant(id).count().get_result(db)
            })
        })
        .collect()
}

fn main() {}
