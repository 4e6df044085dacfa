// A8
use tenant_core::select::ScopedTable;
use ui_tests::*;

type Cached<'t> = Option<ScopedTable<'t, i64, campaigns::table>>;

fn case<'t>(claim: &Claim<i64>, conn: &mut Raw) -> QueryResult<i64> {
    claim.scope(conn, |db: &mut Db<'_>| {
        let cache: &mut Cached<'_> = &mut None;
        let cached = cache.get_or_insert_with(|| Campaign::for_tenant(db.tenant()));
        cached.clone().count().get_result(db)
    })
}

fn main() {}
