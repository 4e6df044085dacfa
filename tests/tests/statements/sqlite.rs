//! SQLite, in memory: a database of its own for each test.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::golden::Dialect;
use crate::seed;

pub type Conn = SqliteConnection;
pub type Backend = diesel::sqlite::Sqlite;
pub const DIALECT: Dialect = Dialect::Sqlite;

const TYPES: seed::Types = seed::Types {
    serial: "INTEGER PRIMARY KEY",
    text: "TEXT",
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

topics!();
topics! {
    combining_less in "combining_less.rs";
    ignoring in "ignoring.rs";
    returning in "returning.rs";
    upserting in "upserting.rs";
}
