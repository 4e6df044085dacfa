//! `load_async`, `first_async`, `get_result_async`, `get_results_async` and
//! `load_stream`.

use std::future::Future;
use std::pin::pin;

use diesel::deserialize::FromSqlRow;
use diesel::dsl::Limit;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::CompatibleType;
use diesel::query_dsl::methods::LimitDsl;
use diesel::result::{Error, QueryResult};
use diesel_async::{AsyncConnection, AsyncConnectionCore};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};

use crate::asynchronous::AsyncTenantConnection;
use crate::asynchronous::understood::Understood;
use crate::select::{Page, Paginated, Scoped};

/// An async connection from which the scoped statement `S` loads rows of type
/// `U`.
#[diagnostic::on_unimplemented(
    message = "this connection does not run this statement",
    label = "not an async tenant connection, or its database does not know the statement",
    note = "a scoped statement runs on the `AsyncTenantConnection` from which its `TenantId` came; \
            `Claim::scope_async` makes one",
    note = "on a `TenantConnection`, which blocks, write `load`, `first` and so on",
    note = "if it is one, see what the database lacks: `RETURNING`, `DEFAULT` in a batch, `ON CONFLICT`"
)]
pub trait LoadsScopedAsync<'query, S, U> {
    #[doc(hidden)]
    type Rows<'c>: Stream<Item = QueryResult<U>> + Send
    where
        Self: 'c;

    #[doc(hidden)]
    fn load_scoped<'c>(
        &'c mut self,
        statement: S,
    ) -> impl Future<Output = QueryResult<Self::Rows<'c>>> + Send;
}

pub(super) type Compatible<Q, U, DB> = <<Q as AsQuery>::SqlType as CompatibleType<U, DB>>::SqlType;

/// The rows of `C` as they are read.
pub(super) type Rows<'c, 'query, C, U> = Understood<
    stream::Map<
        <C as AsyncConnectionCore>::Stream<'c, 'query>,
        fn(QueryResult<<C as AsyncConnectionCore>::Row<'c, 'query>>) -> QueryResult<U>,
    >,
>;

impl<'query, 't, C, K, Q, U> LoadsScopedAsync<'query, Scoped<'t, K, Q>, U>
    for AsyncTenantConnection<'t, C, K>
where
    C: AsyncConnection,
    C::Backend: QueryMetadata<Q::SqlType> + 'static,
    Q: AsQuery<
            Query: QueryFragment<C::Backend> + QueryId + 'query,
            SqlType: CompatibleType<U, C::Backend>,
        > + 'query,
    U: FromSqlRow<Compatible<Q, U, C::Backend>, C::Backend> + Send + 'static,
    Compatible<Q, U, C::Backend>: 'static,
    K: Send + Sync,
{
    type Rows<'c>
        = Rows<'c, 'query, C, U>
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
        let sent = self.render(|conn| AsyncConnectionCore::load(conn, statement.query));
        async move {
            let (sent, looked_up) = sent?;
            let rows = sent.await.map_err(|error| looked_up.understood(error))?;
            let rows = rows.map(read::<C, U, Compatible<Q, U, C::Backend>> as fn(_) -> _);
            Ok(Understood::new(rows, looked_up))
        }
    }
}

pub(super) fn read<C, U, ST>(row: QueryResult<C::Row<'_, '_>>) -> QueryResult<U>
where
    C: AsyncConnectionCore,
    U: FromSqlRow<ST, C::Backend>,
{
    U::build_from_row(&row?).map_err(Error::DeserializationError)
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// [`load`](Scoped::load) on an async connection: all rows.
    ///
    /// # Errors
    ///
    /// The database's, and those of reading a row.
    pub fn load_async<'c, 'query: 'c, U: Send + 'c>(
        self,
        conn: &'c mut impl LoadsScopedAsync<'query, Self, U>,
    ) -> BoxFuture<'c, QueryResult<Vec<U>>>
    where
        Self: 'c,
    {
        let rows = conn.load_scoped(self);
        Box::pin(async move { rows.await?.try_collect().await })
    }

    /// [`get_results`](Scoped::get_results) on an async connection: all rows.
    ///
    /// # Errors
    ///
    /// As of [`load_async`](Self::load_async).
    pub fn get_results_async<'c, 'query: 'c, U: Send + 'c>(
        self,
        conn: &'c mut impl LoadsScopedAsync<'query, Self, U>,
    ) -> BoxFuture<'c, QueryResult<Vec<U>>>
    where
        Self: 'c,
    {
        self.load_async(conn)
    }

    /// [`get_result`](Scoped::get_result) on an async connection: the first row
    /// that the database sends.
    ///
    /// # Errors
    ///
    /// As of [`load_async`](Self::load_async), and [`Error::NotFound`] when there
    /// is no row, or only another tenant's.
    pub fn get_result_async<'c, 'query: 'c, U: Send + 'c>(
        self,
        conn: &'c mut impl LoadsScopedAsync<'query, Self, U>,
    ) -> BoxFuture<'c, QueryResult<U>>
    where
        Self: 'c,
    {
        let rows = conn.load_scoped(self);
        Box::pin(async move { pin!(rows.await?).next().await.ok_or(Error::NotFound)? })
    }

    /// [`first`](Scoped::first) on an async connection: `limit(1)`, and that row.
    ///
    /// # Errors
    ///
    /// As of [`get_result_async`](Self::get_result_async).
    pub fn first_async<'c, 'query: 'c, U: Send + 'c>(
        self,
        conn: &'c mut impl LoadsScopedAsync<'query, Scoped<'t, K, Limit<Q>>, U>,
    ) -> BoxFuture<'c, QueryResult<U>>
    where
        Q: LimitDsl,
        Scoped<'t, K, Limit<Q>>: 'c,
    {
        self.limit(1).get_result_async(conn)
    }

    /// `diesel-async`'s [`load_stream`](diesel_async::RunQueryDsl::load_stream):
    /// the rows one by one.
    ///
    /// # Errors
    ///
    /// As of [`load_async`](Self::load_async), here and in the items.
    pub fn load_stream<'c, 'query: 'c, U: 'c>(
        self,
        conn: &'c mut impl LoadsScopedAsync<'query, Self, U>,
    ) -> BoxFuture<'c, QueryResult<BoxStream<'c, QueryResult<U>>>>
    where
        Self: 'c,
    {
        let rows = conn.load_scoped(self);
        Box::pin(async move { Ok(rows.await?.boxed()) })
    }
}

impl<'t, K, Q> Scoped<'t, K, Paginated<Q>> {
    /// [`load_page`](Scoped::load_page) on an async connection.
    ///
    /// # Errors
    ///
    /// As of [`load_async`](Scoped::load_async).
    pub fn load_page_async<'c, 'query: 'c, U: Send + 'c>(
        self,
        conn: &'c mut impl LoadsScopedAsync<'query, Self, (U, i64)>,
    ) -> BoxFuture<'c, QueryResult<Page<U>>>
    where
        Self: 'c,
    {
        let rows = self.load_async::<(U, i64)>(conn);
        Box::pin(async move { Ok(Page::new(rows.await?)) })
    }
}
