//! Why a plain scope does not open on a connection that has to be bound.
//!
//! What it asks for is implemented under a condition that never holds. So the
//! connection inside of the scope is known, and what stands there is no error too.

use std::convert::Infallible;
use std::marker::PhantomData;

use diesel::pg::PgConnection;
#[cfg(feature = "async")]
use diesel_async::AsyncPgConnection;

#[cfg(feature = "async")]
use super::AsyncBoundConnection;
use super::BoundConnection;
#[cfg(feature = "async")]
use crate::asynchronous::OpensScopeAsync;
use crate::scope::OpensScope;

/// What stands in for a scope that does not bind its tenant.
#[derive(Debug)]
pub struct PlainScope<'h>(PhantomData<&'h ()>);

/// Implemented for nothing.
pub trait BindsItsTenant {
    #[doc(hidden)]
    const NEVER: Infallible;
}

fn never<T: BindsItsTenant, R>() -> R {
    match T::NEVER {}
}

impl OpensScope for BoundConnection
where
    for<'h> PlainScope<'h>: BindsItsTenant,
{
    type Conn = PgConnection;

    fn conn(&mut self) -> &mut PgConnection {
        never::<PlainScope<'_>, _>()
    }
}

#[cfg(feature = "async")]
impl OpensScopeAsync for AsyncBoundConnection
where
    for<'h> PlainScope<'h>: BindsItsTenant,
{
    type Conn = AsyncPgConnection;

    fn conn(&mut self) -> &mut AsyncPgConnection {
        never::<PlainScope<'_>, _>()
    }
}
