//! The program on SQLite.

use std::error::Error;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::TenantConnection;

#[path = "dashboard.rs"]
pub mod dashboard;
#[path = "load.rs"]
pub mod load;
#[path = "tour.rs"]
pub mod tour;

/// The connection below a tenant connection.
pub type Connection = SqliteConnection;

/// The connection that the dashboard works on: one tenant's.
pub type Db<'t> = TenantConnection<'t, Connection, i64>;

/// Runs `f` on a new database in memory.
///
/// # Errors
///
/// The database's, and those of `f`.
pub fn with_new_database<R>(
    f: impl FnOnce(&mut Connection) -> Result<R, Box<dyn Error>>,
) -> Result<R, Box<dyn Error>> {
    let mut conn: Connection = diesel::Connection::establish(":memory:")?;
    conn.batch_execute("PRAGMA foreign_keys = ON")?;
    conn.batch_execute(include_str!("../data/schema.sqlite.sql"))?;
    f(&mut conn)
}
