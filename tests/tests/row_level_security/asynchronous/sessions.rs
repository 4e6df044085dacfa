//! Who is bound, and for how long: sessions.

use diesel::prelude::*;
use diesel::result::Error;
use diesel_async::{AsyncConnection, SimpleAsyncConnection};
use tenant_core::rls::AsyncBoundSession;

use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::Handle;

async fn seen(session: &mut AsyncBoundSession<'_>, company: i64) -> Vec<i64> {
    let tenant = claim(company);
    let scope = session.scope(&tenant, async |db: &mut Db<'_>| ids(raw(db), "ads").await);
    scope.await.unwrap()
}

async fn refused(session: &mut AsyncBoundSession<'_>, company: i64) -> QueryResult<()> {
    let tenant = claim(company);
    let scope = session.scope(&tenant, async |_: &mut Db<'_>| panic!("is not called"));
    scope.await
}

#[tokio::test]
async fn each_scope_sees_its_tenants_rows() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    AsyncBoundSession::with(&mut conn, async |session| {
        for (company, expected) in [(1, [10]), (1, [10]), (2, [20]), (1, [10])] {
            assert_eq!(seen(session, company).await, expected);
        }
        let org = claim(Handle("bolt".to_owned()));
        let scope = session.scope(&org, async |db| {
            (ids(raw(db), "members").await, ids(raw(db), "ads").await)
        });
        assert_eq!(scope.await, Ok((vec![20], vec![])));
    })
    .await;
    assert_unbound(&mut conn).await;
    assert_eq!(ids(&mut conn, "members").await, [0; 0]);
}

#[tokio::test]
async fn a_rollback_inside_leaves_it_bound() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    AsyncBoundSession::with(&mut conn, async |session| {
        let tenant = claim(1_i64);
        let scope = session.scope(&tenant, async |db: &mut Db<'_>| {
            let failed: QueryResult<()> = db
                .transaction(async |db| {
                    assert_eq!(ids(raw(db), "ads").await, [10]);
                    Err(Error::RollbackTransaction)
                })
                .await;
            assert_eq!(failed, Err(Error::RollbackTransaction));
        });
        scope.await.unwrap();
        assert_eq!(seen(session, 1).await, [10]);
    })
    .await;
    assert_unbound(&mut conn).await;
}

#[tokio::test]
async fn a_transaction_could_take_it_back_and_is_refused() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    conn.begin_test_transaction().await.unwrap();
    let result =
        AsyncBoundSession::with(&mut conn, async |session| refused(session, 1).await).await;
    assert_eq!(result, Err(Error::AlreadyInTransaction));
}

#[tokio::test]
async fn when_binding_fails_the_last_tenant_is_not_bound_either() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    let mut owner = connect(&database.owner_url()).await;
    AsyncBoundSession::with(&mut conn, async |session| {
        assert_eq!(seen(session, 1).await, [10]);
        let empty = claim(Handle(String::new()));
        let failed: QueryResult<()> = session
            .scope(&empty, async |_| panic!("is not called"))
            .await;
        assert!(matches!(failed, Err(Error::SerializationError(..))));
        assert_eq!(seen(session, 2).await, [20]);
        owner
            .batch_execute("ALTER FUNCTION tenant_core.bind_i64 RENAME TO elsewhere")
            .await
            .unwrap();
        // What the session had is gone at once, not only at its end.
        for company in [1, 2] {
            let failed = refused(session, company).await;
            assert!(
                matches!(failed, Err(Error::DatabaseError(..))),
                "{failed:?}"
            );
        }
    })
    .await;
    assert_unbound(&mut conn).await;
}

#[tokio::test]
async fn a_role_that_bypasses_policies_is_not_bound() {
    let database = Database::walled();
    let mut owner = connect(&database.owner_url()).await;
    owner
        .batch_execute("ALTER TABLE tenant_core.subject NO FORCE ROW LEVEL SECURITY")
        .await
        .unwrap();
    let result =
        AsyncBoundSession::with(&mut owner, async |session| refused(session, 1).await).await;
    assert_bypasses(result);
}

#[tokio::test]
async fn a_transaction_left_open_does_not_bring_the_tenant_back() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    AsyncBoundSession::with(&mut conn, async |session| {
        let tenant = claim(1_i64);
        let scope = session.scope(&tenant, async |db: &mut Db<'_>| {
            raw(db).begin_test_transaction().await
        });
        scope.await.unwrap().unwrap();
    })
    .await;
    for _ in 0..2 {
        assert_eq!(ids(&mut conn, "ads").await, [0; 0]);
        conn.batch_execute("ROLLBACK").await.unwrap();
    }
}

/// Diesel does not know of it.
#[tokio::test]
async fn a_transaction_of_raw_sqls_does_not_bring_a_tenant_back() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    AsyncBoundSession::with(&mut conn, async |session| {
        let (acme, bolt) = (claim(1_i64), claim(2_i64));
        let opened = session.scope(&acme, async |db: &mut Db<'_>| {
            raw(db).batch_execute("BEGIN").await
        });
        opened.await.unwrap().unwrap();
        let rolled_back = session.scope(&bolt, async |db: &mut Db<'_>| {
            raw(db).batch_execute("ROLLBACK; BEGIN").await.unwrap();
            ids(raw(db), "ads").await
        });
        assert_eq!(rolled_back.await, Ok(vec![20]));
    })
    .await;
    conn.batch_execute("ROLLBACK").await.unwrap();
    assert_unbound(&mut conn).await;
}

#[tokio::test]
async fn it_is_left_without_the_function_for_it_too() {
    let database = Database::walled();
    let mut conn = app(&database).await;
    AsyncBoundSession::with(&mut conn, async |session| {
        assert_eq!(seen(session, 1).await, [10]);
        connect(&database.owner_url())
            .await
            .batch_execute("ALTER FUNCTION tenant_core.unbind RENAME TO elsewhere")
            .await
            .unwrap();
    })
    .await;
    assert_eq!(ids(&mut conn, "ads").await, [0; 0]);
    // But not to be trusted any further.
    assert!(matches!(
        conn.transaction(async |_| QueryResult::Ok(())).await,
        Err(Error::BrokenTransactionManager)
    ));
}
