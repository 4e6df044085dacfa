//! `execute`: statements that return a number of rows.

use diesel::connection::Connection;
use diesel::query_builder::{QueryFragment, QueryId};
use diesel::result::QueryResult;

use crate::scope::{Running, TenantConnection};
use crate::select::Scoped;

/// A connection on which the scoped statement `S` can be executed.
#[diagnostic::on_unimplemented(
    message = "this connection does not run this statement",
    label = "not a tenant connection, or its database does not know the statement",
    note = "a scoped statement runs on the `TenantConnection` from which its `TenantId` came; \
            `Claim::scope` makes one",
    note = "if it is one, see what the database lacks: `RETURNING`, `DEFAULT` in a batch, `ON CONFLICT`"
)]
pub trait ExecutesScoped<S> {
    #[doc(hidden)]
    fn execute_scoped(&mut self, statement: S) -> QueryResult<usize>;
}

impl<'t, C, K, Q> ExecutesScoped<Scoped<'t, K, Q>> for TenantConnection<'t, C, K>
where
    C: Connection,
    Q: QueryFragment<C::Backend> + QueryId,
{
    #[inline]
    fn execute_scoped(&mut self, statement: Scoped<'t, K, Q>) -> QueryResult<usize> {
        let running = Running::start(self.tenant().key());
        let executed = self.raw().execute_returning_count(&statement.query);
        executed.map_err(|error| running.looked_up().understood(error))
    }
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Runs the statement; the number of rows that it touched.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn execute(self, conn: &mut impl ExecutesScoped<Self>) -> QueryResult<usize> {
        conn.execute_scoped(self)
    }
}
