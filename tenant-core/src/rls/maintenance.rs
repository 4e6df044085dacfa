//! Work of the owner on all tenants' rows: backfills, data migrations.

use diesel::connection::{Connection, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::result::Error;

use super::RowLevelSecurity;
use super::catalog::Catalog;

impl RowLevelSecurity {
    /// Runs `f` in a transaction in which the owner of the tables sees all rows.
    ///
    /// Forced policies hold for the owner too: a backfill would touch nothing and
    /// report success, which is why the policies end it with an error. Here they
    /// are not forced until `f` returns. The application, and every role but the
    /// owner, is kept out of the tables meanwhile by their locks, and sees what it
    /// saw before.
    ///
    /// In the SQL of a migration, write `ALTER TABLE .. NO FORCE ROW LEVEL SECURITY`
    /// before the backfill and `FORCE` after it.
    ///
    /// ```no_run
    /// use diesel::prelude::*;
    /// use tenant_core::rls::RowLevelSecurity;
    ///
    /// # fn main() -> QueryResult<()> {
    /// # let mut owner = PgConnection::establish("..").unwrap();
    /// RowLevelSecurity::for_role("app").unforced(&mut owner, |conn| {
    ///     diesel::sql_query("UPDATE campaigns SET name = trim(name)").execute(conn)
    /// })?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever `f` returns, after which everything is as before, and the
    /// database's errors, where the role of the connection is not the owner.
    pub fn unforced<T, E, F>(&self, conn: &mut PgConnection, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut PgConnection) -> Result<T, E>,
        E: From<Error>,
    {
        conn.transaction(|conn| {
            let catalog = Catalog::read(conn, &self.tables, "", self.cluster)?;
            let forced: Vec<_> = catalog.tables.iter().filter(|table| table.forced).collect();
            // In one message each: Citus takes no more.
            let alter = |conn: &mut PgConnection, what: &str| {
                forced.iter().try_for_each(|table| {
                    let table = table.sql_name();
                    conn.batch_execute(&format!("ALTER TABLE {table} {what} ROW LEVEL SECURITY"))
                })
            };
            if let Some(sequential) = catalog.cluster.sequential() {
                conn.batch_execute(sequential)?;
            }
            alter(conn, "NO FORCE")?;
            let value = f(conn)?;
            // A table cannot be altered while checks of its rows are put off.
            conn.batch_execute("SET CONSTRAINTS ALL IMMEDIATE")?;
            alter(conn, "FORCE")?;
            Ok(value)
        })
    }
}
