//! Connections from deadpool and bb8: none comes back bound, or in a transaction.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tenant_core::asynchronous::AsyncPool;
use tenant_core::rls::{AsyncBindsTenant, AsyncBoundConnection, AsyncBoundSession};

use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::ads;

fn stop<T>() -> T {
    std::panic::resume_unwind(Box::new("a panic in a test"))
}

async fn seen<P>(pool: &P, company: i64) -> Vec<i64>
where
    P: AsyncPool<Connection: AsyncBindsTenant>,
{
    let tenant = claim(company);
    let seen = tenant.scope_bound_pooled_async(pool, async |db: &mut Db<'_>| {
        QueryResult::Ok(ids(raw(db), "ads").await)
    });
    seen.await.unwrap().unwrap()
}

/// A pool of one connection, after its user panicked, or its server was killed.
async fn survives<P>(database: &Database, pool: P)
where
    P: AsyncPool<Connection: AsyncBindsTenant> + Clone + Send + 'static,
{
    for in_savepoint in [false, true] {
        let of_task = pool.clone();
        let task = tokio::spawn(async move {
            let tenant = claim(1_i64);
            let scope = tenant.scope_bound_pooled_async(&of_task, async |db: &mut Db<'_>| {
                raw(db).batch_execute("UPDATE ads SET name = 'x'").await?;
                if in_savepoint {
                    db.transaction(async |_| stop()).await
                } else {
                    stop::<QueryResult<()>>()
                }
            });
            drop(scope.await);
        });
        assert!(task.await.unwrap_err().is_panic());
        assert_eq!(seen(&pool, 2).await, [20]);
        assert_nothing_open(database).await;
    }
    for _ in 0..3 {
        let tenant = claim(1_i64);
        let killed = tenant.scope_bound_pooled_async(&pool, async |db: &mut Db<'_>| {
            kill(database, raw(db)).await;
            raw(db).batch_execute("SELECT 1").await
        });
        assert!(killed.await.unwrap().is_err());
        assert_eq!(seen(&pool, 2).await, [20]);
        assert_nothing_open(database).await;
    }
    let names = crate::database::as_acme(&mut database.app(), |conn| {
        ads::table.select(ads::name).load::<String>(conn).unwrap()
    });
    assert_eq!(names, ["a0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_and_a_killed_server_leave_no_connection_bound() {
    let database = Database::walled();
    let pool = plain(&database, 1);
    survives(&database, pool.clone()).await;
    assert_unbound(&mut pool.get().await.unwrap()).await;
    survives(&database, deadpool(&database, 1)).await;
    survives(&database, bb8(&database, 1).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tasks_on_many_threads_see_their_own_tenant() {
    async fn run<P>(pool: P)
    where
        P: AsyncPool<Connection = AsyncBoundConnection> + Clone + Send + 'static,
    {
        let tasks: Vec<_> = (0..40)
            .map(|number| {
                let (pool, company) = (pool.clone(), 1 + number % 2);
                tokio::spawn(async move {
                    for _ in 0..10 {
                        assert_eq!(seen(&pool, company).await, [company * 10]);
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
    let database = Database::walled();
    run(deadpool(&database, 2)).await;
    run(bb8(&database, 2).await).await;
    assert_nothing_open(&database).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_comes_back_bound_to_nobody_or_not_at_all() {
    let database = Database::walled();
    let pool = plain(&database, 1);
    let of_task = pool.clone();
    let task = tokio::spawn(async move {
        let mut conn = of_task.get().await.unwrap();
        let tenant = claim(1_i64);
        AsyncBoundSession::with(&mut conn, async |session| {
            let scope = session.scope(&tenant, async |db: &mut Db<'_>| {
                assert_eq!(ids(raw(db), "ads").await, [10]);
                stop::<()>()
            });
            drop(scope.await);
        })
        .await;
    });
    assert!(task.await.unwrap_err().is_panic());
    assert_unbound(&mut pool.get().await.unwrap()).await;

    let mut conn = pool.get().await.unwrap();
    assert_eq!(session_sees(&mut conn, 2).await, [20]);
    drop(conn);
    let size = pool.status().size;
    assert_unbound(&mut pool.get().await.unwrap()).await;
    assert_eq!(size, 1, "a session that ended well keeps its connection");
}

async fn session_sees(conn: &mut AsyncPgConnection, company: i64) -> Vec<i64> {
    let tenant = claim(company);
    AsyncBoundSession::with(conn, async |session| {
        let scope = session.scope(&tenant, async |db: &mut Db<'_>| ids(raw(db), "ads").await);
        scope.await.unwrap()
    })
    .await
}
