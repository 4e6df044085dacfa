//! Why a plain Diesel statement does not run on an async tenant connection, and
//! why no statement blocks it.
//!
//! As for blocking connections: something is implemented under a condition that
//! never holds, and the compiler's error is about the condition. It has to be the
//! only impl in question: beside the ones for everything that derefs, further
//! impls of `diesel-async`'s traits would hide why neither applies.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use diesel::result::QueryResult;

use crate::asynchronous::AsyncTenantConnection;
use crate::run::{ExecutesScoped, LoadsScoped};
use crate::scope::{RunsOnTenantConnection, UnscopedStatement, never};
use crate::select::Scoped;

/// `diesel-async` implements its connection traits for what derefs to a
/// connection. So this condition is theirs.
impl<C, K> Deref for AsyncTenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
{
    type Target = C;

    fn deref(&self) -> &C {
        never::<UnscopedStatement<'_>, _>()
    }
}

impl<C, K> DerefMut for AsyncTenantConnection<'_, C, K>
where
    for<'h> UnscopedStatement<'h>: RunsOnTenantConnection,
{
    fn deref_mut(&mut self) -> &mut C {
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

impl<K, Q, C> ExecutesScoped<Scoped<'_, K, Q>> for AsyncTenantConnection<'_, C, K>
where
    for<'h> BlockingMethod<'h>: RunsOnAsyncConnection,
{
    fn execute_scoped(&mut self, _: Scoped<'_, K, Q>) -> QueryResult<usize> {
        match <BlockingMethod<'_> as RunsOnAsyncConnection>::NEVER {}
    }
}

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
