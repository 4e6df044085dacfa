// F2
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use ui_tests::*;

#[derive(Debug)]
struct CompanyId(i64);

impl ToSql<BigInt, Pg> for CompanyId {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<BigInt, Pg>::to_sql(&self.0, out)
    }
}

fn case(claim: &Claim<CompanyId>, conn: &mut PgConnection) -> QueryResult<()> {
    claim.scope_bound(conn, |_| Ok(()))
}

fn main() {}
