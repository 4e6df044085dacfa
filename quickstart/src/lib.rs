//! `tenant-core` at work on a small ad-analytics database.
#![allow(clippy::duplicate_mod, reason = "see `sqlite` and `postgres`")]

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
