//! Why a plain Diesel statement does not run on an async tenant connection, and
//! why no statement blocks it.
//!
//! As for blocking connections: the traits are implemented under a condition
//! that never holds, and the compiler's error is about the condition.

use std::convert::Infallible;
use std::future::Future;
use std::marker::PhantomData;

use diesel::connection::{CacheSize, Instrumentation};
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::result::{ConnectionResult, QueryResult};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncConnectionCore, SimpleAsyncConnection,
};

use crate::asynchronous::AsyncTenantConnection;
use crate::run::{ExecutesScoped, LoadsScoped};
use crate::scope::{RunsOnTenantConnection, UnscopedStatement, never};
use crate::select::Scoped;

impl<C, K> SimpleAsyncConnection for AsyncTenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
{
    fn batch_execute(&mut self, _: &str) -> impl Future<Output = QueryResult<()>> + Send {
        never::<UnscopedStatement<'_>, std::future::Ready<_>>()
    }
}

impl<C, K> AsyncConnectionCore for AsyncTenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
    Self: Send,
    C: AsyncConnectionCore,
{
    type ExecuteFuture<'conn, 'query> = C::ExecuteFuture<'conn, 'query>;
    type LoadFuture<'conn, 'query> = C::LoadFuture<'conn, 'query>;
    type Stream<'conn, 'query> = C::Stream<'conn, 'query>;
    type Row<'conn, 'query> = C::Row<'conn, 'query>;
    type Backend = C::Backend;

    fn load<'conn, 'query, T>(&'conn mut self, _: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        never::<UnscopedStatement<'_>, _>()
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        _: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K> AsyncConnection for AsyncTenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
    Self: Send,
    C: AsyncConnection,
{
    type TransactionManager = AnsiTransactionManager;

    fn establish(_: &str) -> impl Future<Output = ConnectionResult<Self>> + Send {
        never::<UnscopedStatement<'_>, std::future::Ready<_>>()
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

/// What stands in for a method that blocks.
#[derive(Debug)]
pub struct BlockingMethod<'h>(PhantomData<&'h ()>);

/// Implemented for nothing.
#[diagnostic::on_unimplemented(
    message = "this method blocks, and the connection is async",
    label = "an async tenant connection",
    note = "write `.load_async(db).await`, and so on: `execute_async`, `first_async`, \
            `get_result_async`, `get_results_async`, `load_stream`"
)]
pub trait RunsOnAsyncConnection {
    #[doc(hidden)]
    const NEVER: Infallible;
}

#[diagnostic::do_not_recommend]
impl<K, Q, C> ExecutesScoped<Scoped<'_, K, Q>> for AsyncTenantConnection<'_, C, K>
where
    for<'h> BlockingMethod<'h>: RunsOnAsyncConnection,
{
    fn execute_scoped(&mut self, _: Scoped<'_, K, Q>) -> QueryResult<usize> {
        match <BlockingMethod<'_> as RunsOnAsyncConnection>::NEVER {}
    }
}

#[diagnostic::do_not_recommend]
impl<'query, K, Q, C, U> LoadsScoped<'query, Scoped<'_, K, Q>, U>
    for AsyncTenantConnection<'_, C, K>
where
    for<'h> BlockingMethod<'h>: RunsOnAsyncConnection,
{
    type Rows<'conn>
        = std::iter::Empty<QueryResult<U>>
    where
        Self: 'conn;

    fn load_scoped(&mut self, _: Scoped<'_, K, Q>) -> QueryResult<Self::Rows<'_>> {
        match <BlockingMethod<'_> as RunsOnAsyncConnection>::NEVER {}
    }
}
