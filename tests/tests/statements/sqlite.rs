//! SQLite, in memory: a database of its own for each test.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};

#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
use crate::any::AnyConnection;
use crate::golden::Dialect;
use crate::seed;

pub type Conn = SqliteConnection;
pub type Backend = diesel::sqlite::Sqlite;
pub const DIALECT: Dialect = Dialect::Sqlite;

const TYPES: seed::Types = seed::Types {
    serial: "INTEGER PRIMARY KEY",
    text: "TEXT",
    tenant: "TEXT",
};

/// A connection to the seeded tables, in a transaction that is never
/// committed.
pub fn connect() -> Conn {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(&seed::create(&TYPES)).unwrap();
    conn.batch_execute(seed::ROWS).unwrap();
    conn.begin_test_transaction().unwrap();
    conn
}

/// The same tables and rows once more, since a database in memory is its
/// connection's own.
pub fn connect_again() -> Conn {
    connect()
}

/// A pool of at most `size` connections to the seeded tables.
pub fn pool(size: u32) -> Pool<ConnectionManager<Conn>> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = format!("{}/pool-{number}.sqlite", env!("CARGO_TARGET_TMPDIR"));
    let _ = std::fs::remove_file(&file);
    let mut conn = SqliteConnection::establish(&file).unwrap();
    conn.batch_execute(&seed::create(&TYPES)).unwrap();
    conn.batch_execute(seed::ROWS).unwrap();
    Pool::builder()
        .max_size(size)
        .connection_timeout(Duration::from_secs(2))
        .test_on_check_out(true)
        .build(ConnectionManager::new(file))
        .unwrap()
}

/// `conn` as an application has it that works with several databases.
#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub fn any(conn: Conn) -> AnyConnection {
    AnyConnection::Sqlite(conn)
}

#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub fn one(conn: &mut AnyConnection) -> &mut Conn {
    match conn {
        AnyConnection::Sqlite(conn) => conn,
        _ => unreachable!("made by `any`"),
    }
}

topics!();
topics! {
    attacks_upserts in "attacks/upserts.rs";
    combining_less in "combining_less.rs";
    ignoring in "ignoring.rs";
    returning in "returning.rs";
    upserting in "upserting.rs";
}
