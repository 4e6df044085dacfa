//! Why a plain Diesel statement does not run on a tenant connection.
//!
//! Diesel asks for its `Connection` traits wherever a statement runs. They are
//! implemented here under a condition that never holds, so that the compiler's
//! error is about the condition and says what to write.

use std::convert::Infallible;

use diesel::connection::{
    AnsiTransactionManager, CacheSize, Connection, ConnectionSealed, Instrumentation,
    LoadConnection, SimpleConnection,
};
use diesel::expression::QueryMetadata;
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::query_dsl::UpdateAndFetchResults;
use diesel::result::{ConnectionResult, QueryResult};

use crate::scope::TenantConnection;

/// What stands in for a statement that is not scoped.
#[derive(Debug)]
pub struct UnscopedStatement<'h>(std::marker::PhantomData<&'h ()>);

/// Implemented for nothing: only scoped statements run on a tenant connection,
/// and they do not ask.
#[diagnostic::on_unimplemented(
    message = "this statement is not scoped to the tenant",
    label = "runs over the rows of every tenant",
    note = "start from the scope: `Post::for_tenant(db.tenant())` or \
            `posts::table.for_tenant(db.tenant())`, and `db.insert_into(..)`, `db.update(..)`, \
            `db.delete(..)`, `db.save_changes(..)` for writes",
    note = "statements across tenants, and raw SQL, run through `tenant_core::danger` with a reason"
)]
pub trait RunsOnTenantConnection {
    #[doc(hidden)]
    const NEVER: Infallible;
}

pub(crate) fn never<T: RunsOnTenantConnection, R>() -> R {
    match T::NEVER {}
}

impl<C: Connection, K> ConnectionSealed for TenantConnection<'_, C, K> {}

impl<C, K> SimpleConnection for TenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
    C: Connection,
{
    fn batch_execute(&mut self, _: &str) -> QueryResult<()> {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K> Connection for TenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
    Self: Send,
    C: Connection,
{
    type Backend = C::Backend;
    type TransactionManager = AnsiTransactionManager;

    fn establish(_: &str) -> ConnectionResult<Self> {
        never::<UnscopedStatement<'_>, _>()
    }

    fn execute_returning_count<T>(&mut self, _: &T) -> QueryResult<usize>
    where
        T: QueryFragment<Self::Backend> + QueryId,
    {
        never::<UnscopedStatement<'_>, _>()
    }

    fn transaction_state(&mut self) -> &mut AnsiTransactionManager {
        never::<UnscopedStatement<'_>, _>()
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        never::<UnscopedStatement<'_>, _>()
    }

    fn set_instrumentation(&mut self, _: impl Instrumentation) {
        never::<UnscopedStatement<'_>, _>()
    }

    fn set_prepared_statement_cache_size(&mut self, _: CacheSize) {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K, B> LoadConnection<B> for TenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
    Self: Connection<Backend = C::Backend>,
    C: LoadConnection<B>,
{
    type Cursor<'conn, 'query>
        = std::iter::Empty<QueryResult<C::Row<'conn, 'query>>>
    where
        Self: 'conn;

    type Row<'conn, 'query>
        = C::Row<'conn, 'query>
    where
        Self: 'conn;

    fn load<'conn, 'query, T>(&'conn mut self, _: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<Self::Backend> + QueryId + 'query,
        Self::Backend: QueryMetadata<T::SqlType>,
    {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K, Changes, Output> UpdateAndFetchResults<Changes, Output> for TenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
    Self: Connection,
    C: Connection,
{
    fn update_and_fetch(&mut self, _: Changes) -> QueryResult<Output> {
        never::<UnscopedStatement<'_>, _>()
    }
}
