//! Several statements of one scope on their way at once.

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};

use diesel::deserialize::FromSqlRow;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::CompatibleType;
use diesel::result::QueryResult;
use diesel_async::AsyncConnectionCore;
use futures_util::stream::StreamExt;

use crate::asynchronous::AsyncTenantConnection;
use crate::asynchronous::connection::rendered;
use crate::asynchronous::execute::ExecutesScopedAsync;
use crate::asynchronous::load::{Compatible, LoadsScopedAsync, Rows, read};
use crate::asynchronous::understood::Understood;
use crate::scope::{RunsOnTenantConnection, TenantId, UnscopedStatement, never};
use crate::select::Scoped;

/// One of several handles of an async tenant connection, for statements that do
/// not wait for one another.
///
/// Made by [`AsyncTenantConnection::pipelined`].
pub struct Pipelined<'a, 't, C, K> {
    conn: &'a C,
    id: TenantId<'t, K>,
    broken: bool,
}

impl<'t, C, K> AsyncTenantConnection<'t, C, K> {
    /// A handle that shares the connection. Futures of several handles that are
    /// polled together are sent without waiting for one another, which saves
    /// round trips; the server still runs them one by one. A future that was polled
    /// must be polled on or dropped: it may hold what the others wait for.
    ///
    /// On PostgreSQL, whose connection in `diesel-async` can be shared.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use diesel_async::{AsyncConnection, AsyncConnectionCore};
    /// use tenant_core::prelude::*;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, } }
    /// # diesel::table! { ads (id) { id -> BigInt, company_id -> BigInt, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] ads; }
    /// # use diesel::sqlite::Sqlite;
    ///
    /// async fn counts<C>(db: &AsyncTenantConnection<'_, C, i64>) -> QueryResult<(i64, i64)>
    /// where
    ///     C: AsyncConnection,
    ///     for<'a> &'a C: AsyncConnectionCore<Backend = Sqlite>,
    /// {
    ///     let (mut one, mut two) = (db.pipelined(), db.pipelined());
    ///     futures_util::future::try_join(
    ///         campaigns::table.for_tenant(db.tenant()).count().get_result_async(&mut one),
    ///         ads::table.for_tenant(db.tenant()).count().get_result_async(&mut two),
    ///     )
    ///     .await
    /// }
    /// # fn main() {}
    /// ```
    pub fn pipelined<'a>(&'a self) -> Pipelined<'a, 't, C, K>
    where
        &'a C: AsyncConnectionCore,
    {
        Pipelined {
            conn: self.shared(),
            id: self.tenant(),
            broken: self.usable().is_err(),
        }
    }
}

impl<'t, C, K> Pipelined<'_, 't, C, K> {
    /// The token from which statements of the scope are built.
    pub fn tenant(&self) -> TenantId<'t, K> {
        self.id
    }
}

impl<'a, 't, C, K, Q> ExecutesScopedAsync<Scoped<'t, K, Q>> for Pipelined<'a, 't, C, K>
where
    &'a C: AsyncConnectionCore,
    Q: QueryFragment<<&'a C as AsyncConnectionCore>::Backend> + QueryId,
    K: Send + Sync,
{
    fn execute_scoped<'c>(
        &'c mut self,
        statement: Scoped<'t, K, Q>,
    ) -> impl Future<Output = QueryResult<usize>> + Send
    where
        Scoped<'t, K, Q>: 'c,
    {
        let sent = rendered(self.broken, self.id, || {
            AsyncConnectionCore::execute_returning_count(&mut self.conn, statement.query)
        });
        async move {
            let (sent, looked_up) = sent?;
            sent.await.map_err(|error| looked_up.understood(error))
        }
    }
}

impl<'query, 'a, 't, C, K, Q, U, DB> LoadsScopedAsync<'query, Scoped<'t, K, Q>, U>
    for Pipelined<'a, 't, C, K>
where
    &'a C: AsyncConnectionCore<Backend = DB>,
    DB: diesel::backend::Backend + QueryMetadata<Q::SqlType> + 'static,
    Q: AsQuery<Query: QueryFragment<DB> + QueryId + 'query, SqlType: CompatibleType<U, DB>>
        + 'query,
    U: FromSqlRow<Compatible<Q, U, DB>, DB> + Send + 'static,
    Compatible<Q, U, DB>: 'static,
    K: Send + Sync,
{
    type Rows<'c>
        = Rows<'c, 'query, &'a C, U>
    where
        Self: 'c;

    fn load_scoped<'c>(
        &'c mut self,
        statement: Scoped<'t, K, Q>,
    ) -> impl Future<Output = QueryResult<Self::Rows<'c>>> + Send {
        const {
            // Diesel refuses window functions in `WHERE` by evaluating this.
            let _ = <Q::Query as QueryId>::IS_WINDOW_FUNCTION;
        }
        let sent = rendered(self.broken, self.id, || {
            AsyncConnectionCore::load(&mut self.conn, statement.query)
        });
        async move {
            let (sent, looked_up) = sent?;
            let rows = sent.await.map_err(|error| looked_up.understood(error))?;
            let rows = rows.map(read::<&'a C, U, Compatible<Q, U, DB>> as fn(_) -> _);
            Ok(Understood::new(rows, looked_up))
        }
    }
}

/// As for [`AsyncTenantConnection`].
impl<C, K> Deref for Pipelined<'_, '_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
{
    type Target = C;

    fn deref(&self) -> &C {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K> DerefMut for Pipelined<'_, '_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
{
    fn deref_mut(&mut self) -> &mut C {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K: fmt::Debug> fmt::Debug for Pipelined<'_, '_, C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipelined")
            .field("tenant", self.id.key())
            .finish_non_exhaustive()
    }
}
