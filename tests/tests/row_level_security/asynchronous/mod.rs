//! Async scopes.

mod binding;
mod cancelling;
mod connections;
#[path = "../../asynchronous/dropped.rs"]
mod dropped;
mod each;
mod faults;
mod harness;
mod pools;
mod proxy;
mod round_trips;
mod sessions;
mod watching;
