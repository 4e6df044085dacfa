//! SQLite: a file for each test.

use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use crate::seed;

pub type Raw = SqliteConnection;
pub type Conn = SyncConnectionWrapper<SqliteConnection>;

const TYPES: seed::Types = seed::Types {
    serial: "INTEGER PRIMARY KEY",
    text: "TEXT",
    tenant: "TEXT",
};

/// The URL of seeded tables that no other test has.
pub fn new_database() -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = format!("{}/async-{number}.sqlite", env!("CARGO_TARGET_TMPDIR"));
    let _ = std::fs::remove_file(&file);
    let mut conn = SqliteConnection::establish(&file).unwrap();
    conn.batch_execute(&seed::create(&TYPES)).unwrap();
    conn.batch_execute(seed::ROWS).unwrap();
    file
}

/// Nothing is locked: somebody else can begin to write at once.
pub async fn assert_nothing_open(url: &str) {
    let mut conn = SqliteConnection::establish(url).unwrap();
    conn.batch_execute("BEGIN IMMEDIATE; ROLLBACK").unwrap();
}

topics!();
