//! `tenant-core` at work on a small ad-analytics database.
//!
//! Read [`schema`](mod@schema), [`models`], then the dashboard
//! ([`sqlite::dashboard`]) and the job that fills the tables ([`sqlite::load`]).
//!
//! A service has one database; this program runs on two. Diesel's
//! `MultiConnection` knows neither window functions nor inserts of many rows, so
//! [`sqlite`] and `postgres` each compile the same files for their connection.
#![allow(clippy::duplicate_mod, reason = "see above")]

pub mod answers;
pub mod data;
pub mod models;
#[cfg(feature = "postgres")]
pub mod postgres;
pub mod print;
pub mod schema;
pub mod sql;
pub mod sqlite;
pub mod table;
