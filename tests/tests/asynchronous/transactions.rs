//! Transactions and savepoints inside an async scope.

use std::panic::AssertUnwindSafe;

use diesel::prelude::*;
use diesel::result::Error;
use futures_util::FutureExt;
use tenant_core::prelude::*;

use super::harness::*;
use crate::models::*;
use crate::schema::*;

async fn rename(db: &mut Db<'_>, name: &str) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::name.eq(name))
        .execute_async(db)
        .await
}

const BEFORE: [&str; 3] = ["Spring", "Summer", "Spring"];

#[tokio::test(flavor = "multi_thread")]
async fn ok_commits_and_err_rolls_back() {
    let database = Database::new();
    let mut conn = database.connect().await;
    claim(1)
        .scope_async(&mut conn, async |db| {
            let result: Result<(), Error> = db
                .transaction(async |db| {
                    rename(db, "x").await?;
                    Err(Error::RollbackTransaction)
                })
                .await;
            assert_eq!(result, Err(Error::RollbackTransaction));
            assert_eq!(database.campaigns_of(1), BEFORE);
            let renamed = db.transaction(async |db| rename(db, "x").await).await;
            assert_eq!(renamed, Ok(3));
        })
        .await;
    assert_eq!(database.campaigns_of(1), ["x", "x", "x"]);
    assert_eq!(database.campaigns_of(2), ["Spring", "Summer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_savepoint_is_rolled_back_alone() {
    let database = Database::new();
    let mut conn = database.connect().await;
    claim(1)
        .scope_async(&mut conn, async |db| {
            db.transaction(async |db| {
                rename(db, "outer").await?;
                let inner: Result<(), Error> = db
                    .transaction(async |db| {
                        rename(db, "inner").await?;
                        Err(Error::RollbackTransaction)
                    })
                    .await;
                assert_eq!(inner, Err(Error::RollbackTransaction));
                Ok::<_, Error>(())
            })
            .await
            .unwrap();
        })
        .await;
    assert_eq!(database.campaigns_of(1), ["outer", "outer", "outer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_from_before_the_transaction_runs_in_it() {
    let database = Database::new();
    let mut conn = database.connect().await;
    let found = claim(1)
        .scope_async(&mut conn, async |db| {
            let all = Campaign::for_tenant(db.tenant()).select(campaigns::id);
            db.transaction(async |db| all.load_async::<i64>(db).await).await
        })
        .await;
    assert_eq!(found.unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_opens_in_a_transaction_of_the_caller() {
    use diesel_async::AsyncConnection;
    let database = Database::new();
    let mut conn = database.connect().await;
    let result: Result<(), Error> = conn
        .transaction(async |conn| {
            for company in [1, 2] {
                let claim = claim(company);
                claim.scope_async(conn, async |db| rename(db, "x").await).await?;
            }
            Err(Error::RollbackTransaction)
        })
        .await;
    assert_eq!(result, Err(Error::RollbackTransaction));
    assert_eq!(database.campaigns_of(1), BEFORE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_leaves_nothing_and_a_broken_connection() {
    let database = Database::new();
    let mut conn = database.connect().await;
    let claim = claim(1);
    let scope = claim.scope_async(&mut conn, async |db| {
        db.transaction(async |db| {
            rename(db, "x").await?;
            std::panic::resume_unwind(Box::new("a panic in a test"));
            #[allow(unreachable_code, reason = "the type of the closure")]
            Ok::<_, Error>(())
        })
        .await
    });
    assert!(AssertUnwindSafe(scope).catch_unwind().await.is_err());
    assert_eq!(database.campaigns_of(1), BEFORE);
    assert_broken(&mut conn).await;
}

/// What ends with an error here would otherwise run in a transaction that nobody
/// will commit.
pub async fn assert_broken(conn: &mut super::Conn) {
    claim(2)
        .scope_async(conn, async |db| {
            let id = db.tenant();
            for result in [
                rename(db, "y").await.map(drop),
                Campaign::for_tenant(id).load_async::<Campaign>(db).await.map(drop),
                db.transaction(async |db| rename(db, "y").await).await.map(drop),
            ] {
                assert!(
                    matches!(result, Err(Error::BrokenTransactionManager)),
                    "{result:?}"
                );
            }
        })
        .await;
}
