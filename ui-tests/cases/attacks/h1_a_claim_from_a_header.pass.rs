// H1
use ui_tests::*;

fn case(header: &str, claim: &Claim<i64>, conn: &mut Raw) -> QueryResult<i64> {
    let company: i64 = header.parse().unwrap();
    claim.scope(conn, |db| {
        Campaign::for_tenant(db.tenant())
            .filter(campaigns::id.eq(company))
            .count()
            .get_result(db)
    })
}

fn main() {}
