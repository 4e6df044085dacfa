//! Async scopes.

use diesel::connection::CacheSize;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use tenant_core::prelude::*;

use super::assert_nobody_bound;
use crate::asynchronous::{Db, connect, dropped_after, ids, raw};
use crate::database::{Database, claim};
use crate::schema::ads;

/// `diesel-async` prepares each statement under a name. Within the transactions here
/// that holds; between them PgBouncer keeps track of names since 1.21.
async fn pooled(database: &Database) -> AsyncPgConnection {
    let mut conn = connect(&database.pooled_url()).await;
    conn.set_prepared_statement_cache_size(CacheSize::Disabled);
    conn
}

/// The rows that raw SQL and a scoped statement see.
async fn seen(conn: &mut AsyncPgConnection, company: i64) -> QueryResult<(Vec<i64>, Vec<i64>)> {
    claim(company)
        .scope_bound_async(conn, async |db: &mut Db<'_>| {
            let scoped = ads::table.for_tenant(db.tenant()).select(ads::id);
            let scoped = scoped.load_async(db).await?;
            Ok((ids(raw(db), "ads").await, scoped))
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn tenants_at_the_same_time() {
    let database = Database::walled();
    let mut clients = Vec::new();
    for company in [1_i64, 2, 1, 2] {
        let mut conn = pooled(&database).await;
        clients.push(tokio::spawn(async move {
            let rows = vec![company * 10];
            for _ in 0..50 {
                let seen = seen(&mut conn, company).await;
                assert_eq!(seen, Ok((rows.clone(), rows.clone())));
            }
        }));
    }
    let mut nobody = database.pooled();
    for _ in 0..50 {
        assert_nobody_bound(&mut nobody);
    }
    for client in clients {
        client.await.unwrap();
    }
    assert_nobody_bound(&mut nobody);
}

/// Dropped at each of its awaits in turn, with the connection after it: what is
/// shared is bound to nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_scope_leaves_nobody_bound() {
    let database = Database::walled();
    let mut nobody = database.pooled();
    let mut polls = 0;
    loop {
        let mut conn = pooled(&database).await;
        let tenant = claim(1_i64);
        let work = tenant.scope_bound_async(&mut conn, async |db: &mut Db<'_>| {
            let update = "UPDATE ads SET name = 'renamed'";
            raw(db).batch_execute(update).await?;
            assert_eq!(ids(raw(db), "ads").await, [10]);
            QueryResult::Ok(())
        });
        let done = dropped_after(polls, work).await;
        drop(conn);
        assert_nobody_bound(&mut nobody);
        let mut other = pooled(&database).await;
        assert_eq!(seen(&mut other, 2).await, Ok((vec![20], vec![20])));
        if done.is_some() {
            break;
        }
        polls += 1;
    }
    assert!(polls >= 3, "only {polls} awaits");
}
