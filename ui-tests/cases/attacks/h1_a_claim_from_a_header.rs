// H1
use ui_tests::*;

fn case(header: &str, conn: &mut Raw) -> QueryResult<i64> {
    let company: Claim<i64> = header.parse().unwrap();
    company.scope(conn, |db| {
        Campaign::for_tenant(db.tenant())
            .filter(campaigns::id.eq(1))
            .count()
            .get_result(db)
    })
}

fn main() {}
