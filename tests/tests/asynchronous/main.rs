//! Async scopes, on SQLite and on PostgreSQL as the role of an application:
//! every kind of statement, scopes that interleave, and futures that are dropped
//! at each await.
#![cfg(feature = "async")]
#![allow(
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::duplicate_mod,
    reason = "a test suite: a panic is its report, and nothing in it is for others"
)]

ledger::vouch!("asynchronous");

macro_rules! topics {
    ($($topic:ident in $file:literal;)+) => {$(
        #[path = $file]
        mod $topic;
    )+};
    () => {
        topics! {
            harness in "harness.rs";
            cancelling in "cancelling.rs";
            dangers in "dangers.rs";
            interleaving in "interleaving.rs";
            looking_up in "looking_up.rs";
            pools in "pools.rs";
            running in "running.rs";
            transactions in "transactions.rs";
            writing in "writing.rs";
        }
    };
}

#[path = "../statements/models.rs"]
mod models;
#[path = "../statements/schema.rs"]
mod schema;
#[path = "../statements/seed.rs"]
mod seed;

mod dropped;
mod postgres;
mod sqlite;
