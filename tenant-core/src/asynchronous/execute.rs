//! `execute_async`: statements that return a number of rows.

use std::future::Future;

use diesel::query_builder::{QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel_async::{AsyncConnection, AsyncConnectionCore};
use futures_util::future::BoxFuture;

use crate::asynchronous::AsyncTenantConnection;
use crate::select::Scoped;

/// An async connection on which the scoped statement `S` can be executed.
#[diagnostic::on_unimplemented(
    message = "this connection does not run this statement",
    label = "not an async tenant connection, or its database does not know the statement",
    note = "a scoped statement runs on the `AsyncTenantConnection` from which its `TenantId` came; \
            `Claim::scope_async` makes one",
    note = "on a `TenantConnection`, which blocks, write `execute`",
    note = "if it is one, see what the database lacks: `RETURNING`, `DEFAULT` in a batch, `ON CONFLICT`"
)]
pub trait ExecutesScopedAsync<S> {
    #[doc(hidden)]
    fn execute_scoped<'c>(
        &'c mut self,
        statement: S,
    ) -> impl Future<Output = QueryResult<usize>> + Send
    where
        S: 'c;
}

impl<'t, C, K, Q> ExecutesScopedAsync<Scoped<'t, K, Q>> for AsyncTenantConnection<'t, C, K>
where
    C: AsyncConnection,
    Q: QueryFragment<C::Backend> + QueryId,
    K: Send + Sync,
{
    fn execute_scoped<'c>(
        &'c mut self,
        statement: Scoped<'t, K, Q>,
    ) -> impl Future<Output = QueryResult<usize>> + Send
    where
        Scoped<'t, K, Q>: 'c,
    {
        let sent =
            self.render(|conn| AsyncConnectionCore::execute_returning_count(conn, statement.query));
        async move {
            let (sent, looked_up) = sent?;
            sent.await.map_err(|error| looked_up.understood(error))
        }
    }
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// [`execute`](Scoped::execute) on an async connection.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn execute_async<'c>(
        self,
        conn: &'c mut impl ExecutesScopedAsync<Self>,
    ) -> BoxFuture<'c, QueryResult<usize>>
    where
        Self: 'c,
    {
        Box::pin(conn.execute_scoped(self))
    }
}
