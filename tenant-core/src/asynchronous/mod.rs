//! Scopes on the connections of `diesel-async`.
//!
//! Tables, claims, tokens and statements are those of the rest of the crate.
//! What differs is the connection, [`AsyncTenantConnection`], and the methods
//! that run a statement on it, which end in `_async` and give a future.
//!
//! The future that a method gives holds no statement any more: its text and its
//! binds are made when the method is called. So it is `Send` whatever the
//! statement is, and the check of the running scope is a matter of one thread.
//! It is boxed, because rustc reports a bound on an opaque future that does not
//! hold once more where the future is awaited.
#![allow(
    clippy::manual_async_fn,
    reason = "an `async fn` does not say that its future is `Send`"
)]

mod batch;
mod connection;
mod enter;
mod execute;
mod load;
mod look_up;
mod pipeline;
#[cfg(any(feature = "bb8", feature = "deadpool"))]
mod pool;
mod transaction;
mod understood;
mod unscoped;
mod write;

pub use self::connection::AsyncTenantConnection;
pub use self::enter::{AsyncScope, OpensScopeAsync};
pub use self::pipeline::Pipelined;
#[cfg(any(feature = "bb8", feature = "deadpool"))]
pub use self::pool::AsyncPool;
#[cfg(all(
    feature = "row-level-security",
    any(feature = "bb8", feature = "deadpool")
))]
pub(crate) use self::pool::taken;
#[cfg(feature = "row-level-security")]
pub(crate) use self::transaction::{Open, named};
