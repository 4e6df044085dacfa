//! `load`, `first`, `get_result`, `get_results` and `load_iter`.

use std::marker::PhantomData;

use diesel::RunQueryDsl;
use diesel::connection::{Connection, DefaultLoadingMode, LoadConnection};
use diesel::deserialize::FromSqlRow;
use diesel::dsl::Limit;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::CompatibleType;
use diesel::query_dsl::methods::{LimitDsl, LoadQuery};
use diesel::result::{Error, QueryResult};
use diesel::row::Row;

use crate::scope::{LookedUp, Running, TenantConnection};
use crate::select::Scoped;

/// A connection from which the scoped statement `S` loads rows of type `U`.
#[diagnostic::on_unimplemented(
    message = "this connection does not run this statement",
    label = "not a tenant connection, or its database does not know the statement",
    note = "a scoped statement runs on the `TenantConnection` from which its `TenantId` came; \
            `Claim::scope` makes one",
    note = "if it is one, see what the database lacks: `RETURNING`, `DEFAULT` in a batch, `ON CONFLICT`"
)]
pub trait LoadsScoped<'query, S, U> {
    #[doc(hidden)]
    type Rows<'conn>: Iterator<Item = QueryResult<U>>
    where
        Self: 'conn;

    #[doc(hidden)]
    fn load_scoped(&mut self, statement: S) -> QueryResult<Self::Rows<'_>>;
}

type Compatible<Q, U, DB> = <<Q as AsQuery>::SqlType as CompatibleType<U, DB>>::SqlType;

impl<'query, 't, C, K, Q, U> LoadsScoped<'query, Scoped<'t, K, Q>, U> for TenantConnection<'t, C, K>
where
    C: LoadConnection<DefaultLoadingMode>,
    C::Backend: QueryMetadata<Q::SqlType> + 'static,
    Q: AsQuery<
            Query: QueryFragment<C::Backend> + QueryId + 'query,
            SqlType: CompatibleType<U, C::Backend>,
        >,
    U: FromSqlRow<Compatible<Q, U, C::Backend>, C::Backend> + 'static,
    Compatible<Q, U, C::Backend>: 'static,
{
    type Rows<'conn>
        = Rows<C::Cursor<'conn, 'query>, U, Compatible<Q, U, C::Backend>, C::Backend>
    where
        Self: 'conn;

    #[inline]
    fn load_scoped(&mut self, statement: Scoped<'t, K, Q>) -> QueryResult<Self::Rows<'_>> {
        const {
            // Diesel refuses window functions in `WHERE` by evaluating this.
            let _ = <Q::Query as QueryId>::IS_WINDOW_FUNCTION;
        }
        let running = Running::start(self.tenant().key());
        let loaded = LoadConnection::load(self.raw(), statement.query.as_query());
        let looked_up = running.looked_up();
        let cursor = loaded.map_err(|error| looked_up.understood(error))?;
        Ok(Rows {
            cursor,
            looked_up,
            row: PhantomData,
        })
    }
}

/// The rows of a statement that is running.
#[derive(Debug)]
#[must_use = "the rows are read when the iterator is"]
pub struct Rows<Cursor, U, ST, DB> {
    cursor: Cursor,
    looked_up: LookedUp,
    row: PhantomData<fn() -> (U, ST, DB)>,
}

impl<'conn, Cursor, R, U, ST, DB> Iterator for Rows<Cursor, U, ST, DB>
where
    DB: diesel::backend::Backend,
    Cursor: Iterator<Item = QueryResult<R>>,
    R: Row<'conn, DB>,
    U: FromSqlRow<ST, DB>,
{
    type Item = QueryResult<U>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(
            self.cursor
                .next()?
                .map_err(|error| self.looked_up.understood(error))
                .and_then(|row| U::build_from_row(&row).map_err(Error::DeserializationError)),
        )
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.cursor.size_hint()
    }
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`load`](RunQueryDsl::load): all rows.
    ///
    /// # Errors
    ///
    /// The database's, and those of reading a row.
    #[inline]
    pub fn load<'query, U>(
        self,
        conn: &mut impl LoadsScoped<'query, Self, U>,
    ) -> QueryResult<Vec<U>> {
        conn.load_scoped(self)?.collect()
    }

    /// Diesel's [`get_results`](RunQueryDsl::get_results): all rows.
    ///
    /// # Errors
    ///
    /// As of [`load`](Self::load).
    pub fn get_results<'query, U>(
        self,
        conn: &mut impl LoadsScoped<'query, Self, U>,
    ) -> QueryResult<Vec<U>> {
        self.load(conn)
    }

    /// Diesel's [`get_result`](RunQueryDsl::get_result): the first row that the
    /// database sends.
    ///
    /// # Errors
    ///
    /// As of [`load`](Self::load), and [`Error::NotFound`] when there is no
    /// row, or only another tenant's.
    pub fn get_result<'query, U>(
        self,
        conn: &mut impl LoadsScoped<'query, Self, U>,
    ) -> QueryResult<U> {
        conn.load_scoped(self)?.next().ok_or(Error::NotFound)?
    }

    /// Diesel's [`first`](RunQueryDsl::first): `limit(1)`, and that row.
    ///
    /// # Errors
    ///
    /// As of [`get_result`](Self::get_result).
    pub fn first<'query, U>(
        self,
        conn: &mut impl LoadsScoped<'query, Scoped<'t, K, Limit<Q>>, U>,
    ) -> QueryResult<U>
    where
        Q: LimitDsl,
    {
        self.limit(1).get_result(conn)
    }

    /// Diesel's [`load_iter`](RunQueryDsl::load_iter): the rows one by one.
    ///
    /// # Errors
    ///
    /// As of [`load`](Self::load), here and in the items.
    pub fn load_iter<'conn, 'query, U, Conn>(
        self,
        conn: &'conn mut Conn,
    ) -> QueryResult<Conn::Rows<'conn>>
    where
        Conn: LoadsScoped<'query, Self, U>,
    {
        conn.load_scoped(self)
    }
}

impl<'t, C, K, Q> RunQueryDsl<TenantConnection<'t, C, K>> for Scoped<'t, K, Q> where C: Connection {}

/// For helpers that are generic over `LoadQuery`. The loading mode is fixed: a
/// mode of a user's own would be handed the connection.
#[diagnostic::do_not_recommend]
impl<'query, 't, C, K, Q, U> LoadQuery<'query, TenantConnection<'t, C, K>, U> for Scoped<'t, K, Q>
where
    C: Connection,
    TenantConnection<'t, C, K>: LoadsScoped<'query, Self, U>,
{
    type RowIter<'conn>
        = <TenantConnection<'t, C, K> as LoadsScoped<'query, Self, U>>::Rows<'conn>
    where
        TenantConnection<'t, C, K>: 'conn;

    fn internal_load<'conn>(
        self,
        conn: &'conn mut TenantConnection<'t, C, K>,
    ) -> QueryResult<Self::RowIter<'conn>> {
        conn.load_scoped(self)
    }
}
