//! Futures that are dropped at each of their awaits, one after the other: the pool
//! gives a connection on which nobody is bound and no transaction is open, and what
//! was begun is there as a whole or not at all.

use std::sync::atomic::{AtomicBool, Ordering};

use diesel::prelude::*;
use diesel::result::Error;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tenant_core::prelude::*;
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
async fn a_dropped_statement_of_its_own_leaves_nobody_bound() {
    let database = Database::walled();
    let pool = deadpool(&database, 1);
    // Not prepared, seen to be prepared, and sent with its `COMMIT`.
    for warm in 0..3 {
        let polls = drop_at_each_await!(
            database,
            1000 * (1 + warm),
            async {
                let tenant = claim(2_i64);
                let seen = tenant.scope_bound_pooled_async(&pool, async |db: &mut Db<'_>| {
                    QueryResult::Ok(ids(raw(db), "ads").await)
                });
                assert_eq!(seen.await.unwrap(), Ok(vec![20]));
            },
            async |key, committing: &AtomicBool| {
                claim(1_i64)
                    .scope_bound_each_pooled_async(&pool, async |db: &mut Each<'_, '_>| {
                        for _ in 0..warm {
                            let none = db.delete(ads::table).filter(ads::id.eq(7_i64));
                            none.execute_async(db).await?;
                        }
                        db.transaction(async |db| {
                            insert!(db, key)?;
                            insert!(db, key + 1)?;
                            committing.store(true, Ordering::Relaxed);
                            QueryResult::Ok(())
                        })
                        .await?;
                        let none = db.delete(ads::table).filter(ads::id.eq(7_i64));
                        none.execute_async(db).await
                    })
                    .await
                    .unwrap()
                    .unwrap();
            }
        );
        assert!(polls >= 3, "only {polls} awaits");
    }
}

/// The statement is dropped and the scope goes on.
#[tokio::test]
async fn the_rest_of_a_scope_does_not_run_in_what_a_dropped_statement_left() {
    let database = Database::walled();
    for warm in 0..3 {
        for polls in 1.. {
            let mut conn = bound(&database).await;
            let scope = async |db: &mut Each<'_, '_>| {
                for _ in 0..warm {
                    assert_eq!(names(db).await?, ["a0"]);
                }
                let done = dropped_after(polls, names(db)).await;
                let after = names(db).await;
                match done {
                    Some(_) => assert_eq!(after?, ["a0"]),
                    None => assert!(is_broken(&after), "{after:?}"),
                }
                QueryResult::Ok(done.is_some())
            };
            let done = claim(1_i64).scope_bound_each_async(&mut conn, scope).await;
            let refused = claim(2_i64)
                .scope_bound_async(&mut conn, async |_: &mut Db<'_>| QueryResult::Ok(()))
                .await;
            drop(conn);
            assert_nothing_open(&database).await;
            if done == Ok(true) {
                assert_eq!(refused, Ok(()));
                break;
            }
            assert!(is_broken(&refused), "{refused:?}");
        }
    }
}

fn is_broken<T>(result: &QueryResult<T>) -> bool {
    matches!(result, Err(Error::BrokenTransactionManager))
}

async fn names(db: &mut Each<'_, '_>) -> QueryResult<Vec<String>> {
    let ads = ads::table.for_tenant(db.tenant()).order(ads::id);
    ads.select(ads::name).load_async(db).await
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
