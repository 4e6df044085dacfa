//! Futures that are dropped at each of their awaits, one after the other: the pool
//! gives a connection on which nobody is bound and no transaction is open, and what
//! was begun is there as a whole or not at all.

use std::sync::atomic::{AtomicBool, Ordering};

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tenant_core::rls::AsyncBoundSession;
use tokio::task::yield_now;

use super::dropped::dropped_after;
use super::harness::*;
use crate::database::{Database, claim};
use crate::schema::ads;

macro_rules! insert {
    ($db:expr, $id:expr) => {
        $db.insert_into(ads::table)
            .values((ads::id.eq($id), ads::name.eq("cancelled")))
            .execute_async($db)
            .await
    };
}

/// Drops what `$work` makes of a key and a flag after 0, 1, 2 .. polls, until it ends
/// by itself; `$work` sets the flag when its rows may be committed, and inserts two
/// rows from the key on. Gives the number of polls.
macro_rules! drop_at_each_await {
    ($database:expr, $clean:expr, $work:expr) => {
        drop_at_each_await!($database, 1000, $clean, $work)
    };
    ($database:expr, $first:expr, $clean:expr, $work:expr) => {{
        let mut polls = 0;
        loop {
            let committing = AtomicBool::new(false);
            let key = $first + 10 * polls as i64;
            let done = dropped_after(polls, $work(key, &committing)).await;
            $clean.await;
            assert_nothing_open(&$database).await;
            let inserted = crate::database::numbers(
                &mut $database.superuser(),
                &format!("SELECT count(*) FROM ads WHERE id / 10 = {key} / 10"),
            )[0];
            if done.is_some() {
                assert_eq!(inserted, 2);
                break polls;
            }
            let expected: &[i64] = if committing.load(Ordering::Relaxed) {
                &[0, 2]
            } else {
                &[0]
            };
            assert!(
                expected.contains(&inserted),
                "{inserted} rows after {polls} polls"
            );
            polls += 1;
            assert!(polls < 1000, "it never ends");
        }
    }};
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nobody_bound() {
    let database = Database::walled();
    let pool = plain(&database, 1);
    let polls = drop_at_each_await!(
        database,
        async { assert_unbound(&mut pool.get().await.unwrap()).await },
        async |key, committing: &AtomicBool| {
            claim(1_i64)
                .scope_bound_pooled_async(&pool, async |db: &mut Db<'_>| {
                    insert!(db, key)?;
                    yield_now().await;
                    db.transaction(async |db| insert!(db, key + 1)).await?;
                    yield_now().await;
                    committing.store(true, Ordering::Relaxed);
                    QueryResult::Ok(())
                })
                .await
                .unwrap()
                .unwrap();
        }
    );
    assert!(polls >= 5, "only {polls} awaits");
}

#[tokio::test]
async fn a_dropped_savepoint_leaves_nobody_bound() {
    let database = Database::walled();
    let pool = plain(&database, 1);
    let polls = drop_at_each_await!(
        database,
        async { assert_unbound(&mut pool.get().await.unwrap()).await },
        async |key, committing: &AtomicBool| {
            use diesel_async::AsyncConnection;
            let mut conn = pool.get().await.unwrap();
            conn.transaction(async |conn| {
                let conn: &mut AsyncPgConnection = conn;
                claim(1_i64)
                    .scope_bound_async(conn, async |db: &mut Db<'_>| {
                        insert!(db, key)?;
                        insert!(db, key + 1)
                    })
                    .await?;
                assert_eq!(ids(conn, "ads").await, [0; 0]);
                committing.store(true, Ordering::Relaxed);
                QueryResult::Ok(())
            })
            .await
            .unwrap();
        }
    );
    assert!(polls >= 5, "only {polls} awaits");
}

#[tokio::test]
async fn a_dropped_session_leaves_nobody_bound() {
    let database = Database::walled();
    let pool = plain(&database, 1);
    let polls = drop_at_each_await!(
        database,
        async { assert_unbound(&mut pool.get().await.unwrap()).await },
        async |key, committing: &AtomicBool| {
            let mut conn = pool.get().await.unwrap();
            let (acme, bolt) = (claim(1_i64), claim(2_i64));
            AsyncBoundSession::with(&mut conn, async |session| {
                let scope = session.scope(&acme, async |db: &mut Db<'_>| {
                    raw(db).batch_execute("SELECT 1").await
                });
                scope.await??;
                yield_now().await;
                let scope = session.scope(&bolt, async |db: &mut Db<'_>| {
                    db.transaction(async |db| {
                        insert!(db, key)?;
                        insert!(db, key + 1)?;
                        committing.store(true, Ordering::Relaxed);
                        QueryResult::Ok(())
                    })
                    .await
                });
                scope.await?
            })
            .await
            .unwrap();
        }
    );
    assert!(polls >= 5, "only {polls} awaits");
}
