//! What the tests of async scopes share.

use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, deadpool};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use tenant_core::rls::{AsyncBoundConnection, AsyncBoundManager, RoleBypassesPolicies};
use tenant_core::{AsyncTenantConnection, danger};

use crate::database::Database;

pub type Db<'t> = AsyncTenantConnection<'t, AsyncPgConnection, i64>;

/// As the role of the application, which [`Database::app`] has made sure of.
pub async fn app(database: &Database) -> AsyncPgConnection {
    drop(database.app());
    connect(&database.app_url()).await
}

pub async fn bound(database: &Database) -> AsyncBoundConnection {
    AsyncBoundConnection::new(app(database).await)
        .await
        .unwrap()
}

pub async fn connect(url: &str) -> AsyncPgConnection {
    AsyncPgConnection::establish(url).await.unwrap()
}

/// The connection of a scope, for raw SQL.
pub fn raw<'a, C, K: 'static>(db: &'a mut AsyncTenantConnection<'_, C, K>) -> &'a mut C {
    danger::raw_async_connection(db, "a test of the wall behind").unwrap()
}

/// The numbers of the rows of a table that can be read.
pub async fn ids(conn: &mut impl AsyncConnection<Backend = Pg>, table: &str) -> Vec<i64> {
    numbers(conn, &format!("SELECT id FROM {table} ORDER BY id")).await
}

pub async fn numbers(conn: &mut impl AsyncConnection<Backend = Pg>, statement: &str) -> Vec<i64> {
    let rows = sql::<BigInt>(statement).load(conn).await;
    rows.unwrap_or_else(|error| panic!("{statement}: {error}"))
}

/// Nobody is bound on it, in no transaction.
pub async fn assert_unbound(conn: &mut AsyncPgConnection) {
    assert_eq!(ids(conn, "ads").await, [0; 0]);
    for kind in ["i64", "org"] {
        let setting = format!("NULLIF(current_setting('tenant_core.{kind}', true), '')");
        let bound = diesel::select(sql::<Nullable<Text>>(&setting)).get_result(conn);
        assert_eq!(bound.await, Ok(None::<String>));
    }
    // In a transaction that is open the second would see the time of the first.
    let now = "(extract(epoch FROM now()) * 1000000)::bigint";
    let begun = numbers(conn, &format!("SELECT {now}")).await;
    assert_ne!(
        numbers(conn, &format!("SELECT {now}")).await,
        begun,
        "a transaction is open"
    );
}

/// No session of the application is in a transaction. One that was discarded may
/// need a moment.
pub async fn assert_nothing_open(database: &Database) {
    let mut superuser = database.superuser();
    for _ in 0..200 {
        let open = crate::database::numbers(
            &mut superuser,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
             AND usename = 'tenant_app' AND (xact_start IS NOT NULL OR state LIKE 'idle in %')",
        );
        if open == [0] {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("a transaction stays open");
}

/// A pool of connections that are checked once.
pub fn deadpool(database: &Database, size: usize) -> ::deadpool::managed::Pool<AsyncBoundManager> {
    ::deadpool::managed::Pool::builder(AsyncBoundManager::new(database.app_url()))
        .max_size(size)
        .build()
        .unwrap()
}

/// A pool of connections of which nothing is known.
pub fn plain(database: &Database, size: usize) -> deadpool::Pool<AsyncPgConnection> {
    deadpool::Pool::builder(AsyncDieselConnectionManager::new(database.app_url()))
        .max_size(size)
        .build()
        .unwrap()
}

pub async fn bb8(database: &Database, size: u32) -> ::bb8::Pool<AsyncBoundManager> {
    ::bb8::Pool::builder()
        .max_size(size)
        .connection_timeout(std::time::Duration::from_secs(5))
        .build(AsyncBoundManager::new(database.app_url()))
        .await
        .unwrap()
}

pub fn assert_bypasses<T: std::fmt::Debug>(result: QueryResult<T>) {
    match result.unwrap_err() {
        Error::QueryBuilderError(error) => assert!(error.is::<RoleBypassesPolicies>(), "{error}"),
        error => panic!("{error}"),
    }
}

/// Kills the server process of a connection.
pub async fn kill(database: &Database, conn: &mut impl AsyncConnection<Backend = Pg>) {
    let pid = numbers(conn, "SELECT pg_backend_pid()::bigint").await[0];
    crate::database::numbers(
        &mut database.superuser(),
        &format!("SELECT pg_terminate_backend({pid}, 5000)::int::bigint"),
    );
}
