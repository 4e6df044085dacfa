//! Under the statement wall, which panics at what it does not understand.

use diesel::prelude::*;
use diesel_async::AsyncConnection;
use tenant_core::prelude::*;
use tenant_core::rls::{AsyncBoundConnection, AsyncBoundSession};
use tenant_core::statements::{Dialect, Mode, StatementWall, declared_tables};

use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::ads;

async fn names<C>(db: &mut AsyncTenantConnection<'_, C, i64>) -> QueryResult<Vec<String>>
where
    C: AsyncConnection<Backend = diesel::pg::Pg>,
{
    let ads = ads::table.for_tenant(db.tenant());
    ads.select(ads::name).load_async(db).await
}

#[tokio::test]
async fn what_binds_a_tenant_passes() {
    let database = Database::walled();
    let wall = StatementWall::new(declared_tables(Dialect::Postgres), Mode::Deny);
    let mut conn = app(&database).await;
    conn.set_instrumentation(wall.clone());
    let tenant = claim(1_i64);
    let scope = tenant.scope_bound_async(&mut conn, async |db: &mut Db<'_>| names(db).await);
    assert_eq!(scope.await.unwrap(), ["a0"]);
    AsyncBoundSession::with(&mut conn, async |session| {
        let scope = session.scope(&tenant, async |db: &mut Db<'_>| names(db).await);
        assert_eq!(scope.await.unwrap().unwrap(), ["a0"]);
    })
    .await;
    let mut conn = AsyncBoundConnection::new(conn).await.unwrap();
    for _ in 0..3 {
        let scope = tenant.scope_bound_async(&mut conn, async |db: &mut Db<'_>| names(db).await);
        assert_eq!(scope.await.unwrap(), ["a0"]);
    }
    let report = wall.report();
    assert_eq!((report.texts, report.sanctioned), (2, 7), "{report}");
}
