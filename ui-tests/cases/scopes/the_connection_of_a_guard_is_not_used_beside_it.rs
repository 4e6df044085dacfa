// A5, F9
use tenant_core::scope_guard;
use ui_tests::*;

fn case(a: &Claim<i64>, conn: &mut Raw) -> QueryResult<i64> {
    scope_guard!(guard);
    let mut db = a.enter(guard, conn);
    let all = campaigns::table.count().get_result::<i64>(conn)?;
    let own: i64 = Campaign::for_tenant(db.tenant())
        .count()
        .get_result(&mut db)?;
    Ok(all - own)
}

fn main() {}
