//! A database for each test, with the policies in it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel::connection::{CacheSize, SimpleConnection};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::{BigInt, Bool, Text};
use tenant_core::rls::RowLevelSecurity;
use tenant_core::{Claim, TenantConnection, danger};
use wire::Wire;

use crate::schema::{CREATE, Handle, ROWS};

pub type Db<'t> = TenantConnection<'t, PgConnection, i64>;

pub fn wall() -> RowLevelSecurity {
    RowLevelSecurity::for_role("tenant_app").kind::<Handle>()
}

pub fn claim<K: 'static>(key: K) -> Claim<K> {
    danger::assume_tenant(key, "a test").unwrap()
}

/// A database of a test's own, gone at its end.
pub struct Database {
    name: String,
}

impl Database {
    /// With tables and rows, and no policies yet.
    pub fn bare() -> Self {
        Self::copy(templates().0.as_str())
    }

    /// With the policies.
    pub fn walled() -> Self {
        let database = Self::copy(templates().1.as_str());
        // A copy does not have the rights on the database itself.
        let rights = format!("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", database.name);
        server().batch_execute(&rights).unwrap();
        database
    }

    fn copy(template: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}_{}", prefix(), NEXT.fetch_add(1, Ordering::Relaxed));
        create(&name, &format!("TEMPLATE {template}"));
        Self { name }
    }

    /// As the role of the application, which nothing shields from policies.
    pub fn app(&self) -> PgConnection {
        let mut conn = establish(&url("TENANT_TEST_POSTGRES_URL", &self.name));
        assert_powerless(&mut conn);
        conn
    }

    /// As the owner of the tables.
    pub fn owner(&self) -> PgConnection {
        establish(&url("TENANT_TEST_POSTGRES_OWNER_URL", &self.name))
    }

    /// As somebody who sees everything.
    pub fn superuser(&self) -> PgConnection {
        establish(&url("TENANT_TEST_POSTGRES_SUPERUSER_URL", &self.name))
    }

    /// As the role of the application, through PgBouncer, by which all clients
    /// share one connection.
    pub fn pooled(&self) -> PgConnection {
        let mut conn = establish(&self.pooled_url());
        // PgBouncer keeps track of prepared statements since 1.21.
        conn.set_prepared_statement_cache_size(CacheSize::Disabled);
        assert_powerless(&mut conn);
        conn
    }

    pub fn pooled_url(&self) -> String {
        url("TENANT_TEST_PGBOUNCER_URL", &self.name)
    }

    pub fn app_url(&self) -> String {
        url("TENANT_TEST_POSTGRES_URL", &self.name)
    }

    pub fn owner_url(&self) -> String {
        url("TENANT_TEST_POSTGRES_OWNER_URL", &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let dropped = server().batch_execute(&drop);
        if !std::thread::panicking() {
            dropped.unwrap();
        }
    }
}

/// The databases that are copied: without policies and with them.
fn templates() -> &'static (String, String) {
    static MADE: OnceLock<(String, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        // Those of processes that are gone.
        let mut server = server();
        let left: Vec<String> = sql::<Text>(
            "SELECT datname::text FROM pg_database WHERE datname LIKE 'walled\\_%' \
             AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' \
               AND objid::text = split_part(datname, '_', 2))",
        )
        .load(&mut server)
        .unwrap();
        for name in left {
            let _ = server.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
        // Held until the process ends, which tells others that it has not.
        let lock = format!("SELECT pg_advisory_lock({})", std::process::id());
        server.batch_execute(&lock).unwrap();
        std::mem::forget(server);

        let bare = format!("{}_bare", prefix());
        create(&bare, "");
        let mut owner = establish(&url("TENANT_TEST_POSTGRES_OWNER_URL", &bare));
        owner.batch_execute(CREATE).unwrap();
        owner.batch_execute(ROWS).unwrap();
        drop(owner);

        let walled = format!("{}_walled", prefix());
        create(&walled, &format!("TEMPLATE {bare}"));
        let mut owner = establish(&url("TENANT_TEST_POSTGRES_OWNER_URL", &walled));
        wall()
            .migration(&mut owner)
            .unwrap()
            .apply(&mut owner)
            .unwrap();
        if std::env::var_os(AS_ON_WORKERS).is_some() {
            as_on_workers(&mut owner);
        }
        (bare, walled)
    })
}

/// Where it is set, the policies of [`Database::walled`] are those of a worker.
pub const AS_ON_WORKERS: &str = "TENANT_TEST_POLICIES_AS_ON_WORKERS";

/// Makes each policy anew as Citus does on its workers (`CreatePolicyCommandForPolicy`
/// in `commands/policy.c`): without `AS RESTRICTIVE`.
pub fn as_on_workers(owner: &mut PgConnection) {
    let policies = "SELECT format('DROP POLICY %I ON %s', polname, polrelid::regclass)
          || format('; CREATE POLICY %I ON %s FOR %s TO PUBLIC', polname, polrelid::regclass,
            CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
              WHEN 'd' THEN 'DELETE' ELSE 'ALL' END)
          || COALESCE(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
          || COALESCE(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '')
        FROM pg_policy WHERE polroles = '{0}'";
    let policies: Vec<String> = sql::<Text>(policies).load(owner).unwrap();
    assert!(!policies.is_empty());
    for policy in policies {
        owner.batch_execute(&policy).unwrap();
    }
    let left = "SELECT count(*) FROM pg_policy WHERE NOT polpermissive";
    assert_eq!(numbers(owner, left), [0]);
}

fn prefix() -> String {
    format!("walled_{}", std::process::id())
}

fn create(name: &str, options: &str) {
    // One copy at a time: a template must have no other user.
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap();
    let create = format!("CREATE DATABASE {name} OWNER tenant_owner {options}");
    server().batch_execute(&create).unwrap();
    let mut new = establish(&url("TENANT_TEST_POSTGRES_SUPERUSER_URL", name));
    new.batch_execute(
        "REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT CREATE, USAGE ON SCHEMA public TO tenant_owner",
    )
    .unwrap();
}

fn server() -> PgConnection {
    establish(&variable("TENANT_TEST_POSTGRES_SUPERUSER_URL"))
}

pub fn establish(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap()
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set; run `scripts/test`, or `eval \"$(scripts/databases env)\"`")
    })
}

fn url(name: &str, database: &str) -> String {
    variable(name).replace("/tenant_tests", &format!("/{database}"))
}

/// The same database over a wire on which round trips are counted, and its URL.
pub fn over_wire(url: &str, delay: Duration) -> (Wire, String) {
    let (_, rest) = url.split_once("@127.0.0.1:").unwrap();
    let (port, _) = rest.split_once('/').unwrap();
    let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().unwrap()));
    let wire = Wire::slow(server, delay).unwrap();
    let url = url.replace(&format!(":{port}/"), &format!(":{}/", wire.port()));
    (wire, url)
}

/// A suite that runs as somebody whom nothing is forbidden shows nothing.
fn assert_powerless(conn: &mut PgConnection) {
    let powerful = "(SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)";
    let owner = "EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p') \
                 AND pg_has_role(current_user, relowner, 'MEMBER'))";
    for (what, holds) in [
        ("a superuser or bypasses row-level security", powerful),
        ("the owner of a table or can become it", owner),
    ] {
        let holds: bool = diesel::select(sql::<Bool>(holds)).get_result(conn).unwrap();
        assert!(!holds, "the role of TENANT_TEST_POSTGRES_URL is {what}");
    }
}

/// The connection of a scope, for raw SQL.
pub fn raw<'a, C: Connection, K: 'static>(db: &'a mut TenantConnection<'_, C, K>) -> &'a mut C {
    danger::raw_connection(db, "a test of the wall behind").unwrap()
}

/// Runs raw SQL as the application, bound to company 1.
#[track_caller]
pub fn as_acme<R>(conn: &mut PgConnection, f: impl FnOnce(&mut PgConnection) -> R) -> R {
    bound_to(1_i64, conn, f)
}

#[track_caller]
pub fn bound_to<R>(
    company: i64,
    conn: &mut PgConnection,
    f: impl FnOnce(&mut PgConnection) -> R,
) -> R {
    let result: QueryResult<R> = claim(company).scope_bound(conn, |db| Ok(f(raw(db))));
    result.unwrap()
}

/// The numbers of the rows of a table that can be read.
#[track_caller]
pub fn ids(conn: &mut PgConnection, table: &str) -> Vec<i64> {
    numbers(conn, &format!("SELECT id FROM {table} ORDER BY id"))
}

/// The numbers that a statement returns.
#[track_caller]
pub fn numbers(conn: &mut PgConnection, statement: &str) -> Vec<i64> {
    let rows = sql::<BigInt>(statement).load(conn);
    rows.unwrap_or_else(|error| panic!("{statement}: {error}"))
}

/// The numbers that a statement returns, taken back afterwards.
#[track_caller]
pub fn tried(conn: &mut PgConnection, statement: &str) -> QueryResult<Vec<i64>> {
    let mut rows = Ok(Vec::new());
    let end = conn.transaction::<(), Error, _>(|conn| {
        rows = sql::<BigInt>(statement).load(conn);
        Err(Error::RollbackTransaction)
    });
    assert_eq!(end, Err(Error::RollbackTransaction), "{statement}");
    rows
}

/// The statement is refused by a policy or for the lack of a right.
#[track_caller]
pub fn assert_refused(conn: &mut PgConnection, statement: &str) {
    let error = conn
        .transaction(|conn| conn.batch_execute(statement))
        .expect_err(statement);
    let message = error.to_string();
    assert!(
        message.contains("row-level security") || message.contains("permission denied"),
        "{statement}: {message}"
    );
}

/// The kind of the error with which a statement ends.
#[track_caller]
pub fn error_of(conn: &mut PgConnection, statement: &str) -> (DatabaseErrorKind, String) {
    match conn.transaction(|conn| conn.batch_execute(statement)) {
        Err(Error::DatabaseError(kind, information)) => (kind, information.message().to_owned()),
        other => panic!("{statement}: {other:?}"),
    }
}
