//! Under the statement wall, which panics at what it does not understand.

use diesel::prelude::*;
use tenant_core::prelude::*;
use tenant_core::rls::{BoundConnection, BoundSession};
use tenant_core::statements::{Dialect, Mode, StatementWall, declared_tables};

use crate::database::*;
use crate::schema::ads;

fn names(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    let ads = ads::table.for_tenant(db.tenant());
    ads.select(ads::name).load(db)
}

#[test]
fn what_binds_a_tenant_passes() {
    let database = Database::walled();
    let wall = StatementWall::new(declared_tables(Dialect::Postgres), Mode::Deny);
    let mut conn = database.app();
    conn.set_instrumentation(wall.clone());
    let tenant = claim(1_i64);
    assert_eq!(tenant.scope_bound(&mut conn, names).unwrap(), ["a0"]);
    conn.transaction(|conn| {
        assert_eq!(tenant.scope_bound(conn, names).unwrap(), ["a0"]);
        QueryResult::Ok(())
    })
    .unwrap();
    BoundSession::with(&mut conn, |session| {
        assert_eq!(session.scope(&tenant, names).unwrap().unwrap(), ["a0"]);
    });
    let mut conn = BoundConnection::new(conn).unwrap();
    assert_eq!(tenant.scope_bound(&mut conn, names).unwrap(), ["a0"]);
    let everybody = tenant.scope_bound(&mut conn, |db: &mut Db<'_>| {
        let all = std::panic::AssertUnwindSafe(|| ads::table.count().get_result::<i64>(raw(db)));
        QueryResult::Ok(std::panic::catch_unwind(all).is_err())
    });
    assert_eq!(everybody, Ok(true), "the application's own do not");
}
