//! The test kit itself: each verdict is made to happen.
#![allow(
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test suite: a panic is its report, and nothing in it is for others"
)]
#![cfg(feature = "sqlite")]

mod app;
mod committed;
mod coverage;
mod declarations;
mod service;
mod verdicts;

ledger::vouch!("testkit");
