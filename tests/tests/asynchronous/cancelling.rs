//! Futures that are dropped at each of their awaits, one after the other. What
//! was begun in a transaction is not there, the connection that the pool gives
//! next is clean, and no server session is left in a transaction.

use std::sync::atomic::{AtomicBool, Ordering};

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;
use tokio::task::yield_now;

use super::assert_nothing_open;
use super::harness::*;
use super::transactions::assert_broken;
use crate::models::*;
use crate::schema::*;

/// A row with a key of its own for each number of polls, and rows beside it.
fn row(id: i64) -> NewCampaign<'static> {
    NewCampaign {
        id,
        slug: Box::leak(format!("slug-{id}").into_boxed_str()),
        name: "Cancelled",
        budget: None,
    }
}

async fn insert(db: &mut Db<'_>, id: i64) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(row(id))
        .execute_async(db)
        .await
}

/// Drops what `$work` makes of a pool, the key of the row and a flag, after 0, 1,
/// 2 .. polls, until it ends by itself; `$work` sets the flag when its transaction
/// is about to be committed, and inserts two rows from the key on.
macro_rules! drop_at_each_await {
    ($pool:expr, $database:ident, $work:expr) => {{
        let pool = $pool;
        let mut dropped = 0;
        loop {
            let committing = AtomicBool::new(false);
            let key = 1000 + 10 * dropped;
            let done = dropped_after(dropped as usize, $work(&pool, key, &committing)).await;
            let inserted = $database
                .campaigns()
                .iter()
                .filter(|(id, ..)| (key..key + 10).contains(id))
                .count();
            if done.is_some() {
                assert_eq!(inserted, 2);
                break;
            }
            if committing.load(Ordering::Relaxed) {
                assert!([0, 2].contains(&inserted), "{inserted} of 2 rows");
            } else {
                assert_eq!(inserted, 0, "after {dropped} polls");
            }
            assert_nothing_open(&$database.url).await;
            let bolt = claim(2);
            let count = bolt.scope_pooled_async(&pool, async |db: &mut Db<'_>| {
                let count = Campaign::for_tenant(db.tenant()).count();
                db.transaction(async |db| count.get_result_async(db).await).await
            });
            assert_eq!(count.await.unwrap(), Ok(2_i64));
            dropped += 1;
            assert!(dropped < 1000, "it never ends");
        }
        dropped
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_transaction_leaves_nothing() {
    let database = Database::new();
    let dropped = drop_at_each_await!(
        database.deadpool(1),
        database,
        async |pool, key, committing: &AtomicBool| {
            claim(1)
                .scope_pooled_async(pool, async |db: &mut Db<'_>| {
                    db.transaction(async |db| {
                        insert(db, key).await?;
                        yield_now().await;
                        insert(db, key + 1).await?;
                        yield_now().await;
                        committing.store(true, Ordering::Relaxed);
                        Ok::<_, Error>(())
                    })
                    .await
                })
                .await
                .unwrap()
                .unwrap();
        }
    );
    assert!(dropped >= 2, "only {dropped} awaits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_savepoint_leaves_nothing() {
    let database = Database::new();
    let dropped = drop_at_each_await!(
        database.bb8(1).await,
        database,
        async |pool, key, committing: &AtomicBool| {
            claim(1)
                .scope_pooled_async(pool, async |db: &mut Db<'_>| {
                    db.transaction(async |db| {
                        insert(db, key).await?;
                        yield_now().await;
                        db.transaction(async |db| insert(db, key + 1).await).await?;
                        yield_now().await;
                        let undone: QueryResult<()> = db
                            .transaction(async |db| {
                                insert(db, key + 2).await?;
                                yield_now().await;
                                Err(Error::RollbackTransaction)
                            })
                            .await;
                        assert_eq!(undone, Err(Error::RollbackTransaction));
                        committing.store(true, Ordering::Relaxed);
                        Ok::<_, Error>(())
                    })
                    .await
                })
                .await
                .unwrap()
                .unwrap();
        }
    );
    assert!(dropped >= 3, "only {dropped} awaits");
}

/// On SQLite these rows go one by one, in a transaction of the crate's own.
#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_batch_leaves_nothing_or_all() {
    let database = Database::new();
    let dropped = drop_at_each_await!(
        database.deadpool(1),
        database,
        async |pool, key, committing: &AtomicBool| {
            committing.store(true, Ordering::Relaxed);
            claim(1)
                .scope_pooled_async(pool, async |db: &mut Db<'_>| {
                    let mut rows = vec![row(key), row(key + 1)];
                    rows[0].budget = Some(1);
                    let insert = db.insert_into(campaigns::table).values(rows);
                    insert.execute_async(db).await
                })
                .await
                .unwrap()
                .unwrap();
        }
    );
    assert!(dropped >= 1, "only {dropped} awaits");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_a_scope_does_not_run_in_what_a_dropped_transaction_left() {
    let database = Database::new();
    let mut conn = database.connect().await;
    let mut broken = 0;
    for polls in 1.. {
        let done = claim(1)
            .scope_async(&mut conn, async |db| {
                let transaction = db.transaction(async |db| {
                    yield_now().await;
                    insert(db, 5000).await
                });
                let done = dropped_after(polls, transaction).await;
                let after = insert(db, 5001).await;
                if done.is_none() {
                    assert!(
                        matches!(after, Err(Error::BrokenTransactionManager)),
                        "{after:?}"
                    );
                }
                done
            })
            .await;
        if done.is_some() {
            break;
        }
        assert_broken(&mut conn).await;
        broken += 1;
        conn = database.connect().await;
    }
    assert!(broken >= 1, "only {broken} awaits");
}
