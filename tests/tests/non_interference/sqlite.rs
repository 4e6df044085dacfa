//! SQLite, in memory.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

pub type Conn = SqliteConnection;
pub type Backend = diesel::sqlite::Sqlite;
pub const REGRESSIONS: &str = "tests/non_interference/regressions/sqlite.txt";

/// Two databases with the same tables.
pub fn connect() -> [Conn; 2] {
    [(); 2].map(|()| {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
        conn.batch_execute(crate::schema::TABLES).unwrap();
        conn
    })
}

/// `insert_or_ignore_into`, which Diesel has for SQLite and MySQL.
macro_rules! or_ignore {
    ($table:ident, $row:expr, $run:expr) => {
        execute!(
            $run,
            $run.db
                .insert_or_ignore_into($table::table)
                .values(tuple!($table, $row))
        )
    };
}
use or_ignore;

per_database!();
