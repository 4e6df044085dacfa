//! Scopes on connections from deadpool and from bb8.

use std::time::Duration;

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::asynchronous::AsyncPool;
use tenant_core::prelude::*;

use super::harness::*;
use super::{Conn, assert_nothing_open};
use crate::models::*;
use crate::schema::*;

async fn names(db: &mut Db<'_>) -> Vec<String> {
    Campaign::for_tenant(db.tenant())
        .order(campaigns::id)
        .select(campaigns::name)
        .load_async(db)
        .await
        .unwrap()
}

async fn names_of<P>(company: i64, pool: &P) -> Vec<String>
where
    P: AsyncPool<Connection = Conn>,
{
    let claim = claim(company);
    let names = claim.scope_pooled_async(pool, async |db| names(db).await);
    names.await.expect("a connection")
}

async fn rename(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::name.eq("x"))
        .execute_async(db)
        .await
}

const BEFORE: [&str; 3] = ["Spring", "Summer", "Spring"];

async fn one_connection_serves_tenants_in_turn<P>(pool: P)
where
    P: AsyncPool<Connection = Conn>,
{
    for (company, expected) in [(1, 3), (2, 2), (1, 3)] {
        let names = names_of(company, &pool).await;
        assert_eq!(names.len(), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_takes_a_connection_from_the_pool() {
    let database = Database::new();
    one_connection_serves_tenants_in_turn(database.deadpool(1)).await;
    one_connection_serves_tenants_in_turn(database.bb8(1).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exhausted_pool_is_an_error() {
    let database = Database::new();
    let pool = database.bb8(1).await;
    let held = pool.get().await.unwrap();
    let none = claim(1)
        .scope_pooled_async(&pool, async |_: &mut Db<'_>| panic!("no connection, no scope"))
        .await;
    assert!(none.unwrap_err().to_string().contains("Timed out"));
    drop(held);
    assert_eq!(names_of(1, &pool).await, BEFORE);
}

/// A task panics in a transaction and in a savepoint.
async fn a_panic_hands_out_no_dirty_connection<P>(database: &Database, pool: P)
where
    P: AsyncPool<Connection = Conn> + Clone + Send + 'static,
{
    for in_savepoint in [false, true] {
        let of_task = pool.clone();
        let task = tokio::spawn(async move {
            let claim = claim(1);
            let scope = claim.scope_pooled_async(&of_task, async |db: &mut Db<'_>| {
                db.transaction(async |db| {
                    rename(db).await?;
                    if in_savepoint {
                        db.transaction(async |db| {
                            rename(db).await?;
                            stop()
                        })
                        .await
                    } else {
                        stop()
                    }
                })
                .await
            });
            drop(scope.await);
        });
        assert!(task.await.unwrap_err().is_panic());
        assert_eq!(names_of(1, &pool).await, BEFORE);
        assert_nothing_open(&database.url).await;
    }
}

fn stop() -> QueryResult<()> {
    std::panic::resume_unwind(Box::new("a panic in a test"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_a_scope_hands_out_no_dirty_connection() {
    let database = Database::new();
    a_panic_hands_out_no_dirty_connection(&database, database.deadpool(1)).await;
    a_panic_hands_out_no_dirty_connection(&database, database.bb8(1).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_leaves_nothing_and_the_connection() {
    let database = Database::new();
    let pool = database.deadpool(1);
    let result: QueryResult<()> = claim(1)
        .scope_pooled_async(&pool, async |db: &mut Db<'_>| {
            db.transaction(async |db| {
                rename(db).await?;
                Err(Error::RollbackTransaction)
            })
            .await
        })
        .await
        .unwrap();
    assert_eq!(result, Err(Error::RollbackTransaction));
    assert_eq!(pool.status().size, 1);
    assert_eq!(database.campaigns_of(1), BEFORE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_limit_may_end_a_scope() {
    let database = Database::new();
    let pool = database.deadpool(1);
    for _ in 0..3 {
        let claim = claim(1);
        let slow = claim.scope_pooled_async(&pool, async |db: &mut Db<'_>| {
            db.transaction(async |db| {
                rename(db).await?;
                tokio::time::sleep(Duration::from_secs(60)).await;
                Ok::<_, Error>(())
            })
            .await
        });
        assert!(tokio::time::timeout(Duration::from_millis(100), slow).await.is_err());
        assert_eq!(names_of(1, &pool).await, BEFORE);
        assert_nothing_open(&database.url).await;
    }
}
