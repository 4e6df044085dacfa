//! Binding tenants from async scopes.
//!
//! As the blocking side, with what `diesel-async` makes different: a future may be
//! dropped at any await, and then there is nothing to await in a `Drop`. So whatever
//! is left half done marks its connection as broken, and a pool discards it.

mod begin;
mod bound;
mod connection;
#[cfg(any(feature = "bb8", feature = "deadpool"))]
mod manager;
#[cfg(any(feature = "bb8", feature = "deadpool"))]
mod pool;
mod session;

pub use self::connection::{AsyncBindsTenant, AsyncBoundConnection};
#[cfg(any(feature = "bb8", feature = "deadpool"))]
pub use self::manager::AsyncBoundManager;
pub use self::session::AsyncBoundSession;
