//! Async scopes.

mod binding;
mod cancelling;
mod connections;
#[path = "../../asynchronous/dropped.rs"]
mod dropped;
mod faults;
mod harness;
mod pools;
mod proxy;
mod round_trips;
mod sessions;
mod watching;

pub use self::dropped::dropped_after;
pub use self::harness::{Db, connect, deadpool, ids, raw};
