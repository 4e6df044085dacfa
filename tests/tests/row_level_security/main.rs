//! Row-level security, with the type wall out of the way: raw SQL, sent by the
//! application's role.
#![cfg(feature = "postgres")]
#![allow(
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test suite: a panic is its report, and nothing in it is for others"
)]

#[cfg(feature = "async")]
ledger::vouch!("row_level_security");

#[cfg(feature = "async")]
mod asynchronous;
mod audit;
mod audit_beyond;
mod audit_kept;
mod binding;
mod connections;
mod costs;
mod database;
mod faults;
mod generated;
mod jobs;
mod maintaining;
mod on_its_own;
mod planning;
mod policies_hold;
mod poolers;
mod red_team;
mod schema;
mod sessions;
mod watching;
