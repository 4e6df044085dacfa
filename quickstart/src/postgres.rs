//! The program on PostgreSQL.

use std::error::Error;
use std::process;

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
pub type Connection = PgConnection;

/// The connection that the dashboard works on: one tenant's.
pub type Db<'t> = TenantConnection<'t, Connection, i64>;

/// Runs `f` in a new schema of the database at `url`, and drops the schema.
///
/// # Errors
///
/// The database's, and those of `f`.
pub fn with_new_schema<R>(
    url: &str,
    f: impl FnOnce(&mut Connection) -> Result<R, Box<dyn Error>>,
) -> Result<R, Box<dyn Error>> {
    let mut conn: Connection = diesel::Connection::establish(url)?;
    let schema = format!("tenant_quickstart_{}", process::id());
    conn.batch_execute(&format!(
        "CREATE SCHEMA {schema}; SET search_path TO {schema}"
    ))?;
    let result = conn
        .batch_execute(include_str!("../data/schema.postgres.sql"))
        .map_err(Into::into)
        .and_then(|()| f(&mut conn));
    conn.batch_execute(&format!("DROP SCHEMA {schema} CASCADE"))?;
    result
}
