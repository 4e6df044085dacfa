//! Non-interference: what a tenant is answered over everybody's data is what it
//! is answered over its own alone, and what it writes changes no row of another.
//!
//! Random programs over random data run twice, in a database with the rows of
//! three tenants and in one with the rows of the acting tenant alone; the answer
//! of each statement and the tenant's rows in the end must be the same, and the
//! others' rows as they were. `TENANT_PROPERTY_STATEMENTS` says how many statements.
#![allow(
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::duplicate_mod,
    reason = "a test suite: a panic is its report, and nothing in it is for others"
)]

/// What is the same for both databases but for the types of the connection.
macro_rules! per_database {
    ($($module:ident in $file:literal;)+) => {$(
        #[path = $file]
        mod $module;
    )+};
    () => {
        per_database! {
            running in "running.rs";
            predicates in "predicates.rs";
            reading in "reading.rs";
            joining in "joining.rs";
            writing in "writing.rs";
            comparing in "comparing.rs";
        }
    };
}

mod data;
mod print;
mod program;
mod schema;
mod strategy;
mod tally;

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

/// How many statements run, on each database.
fn wanted() -> u64 {
    let variable = std::env::var("TENANT_PROPERTY_STATEMENTS");
    variable.map_or(10_000, |number| {
        number.parse().expect("a number of statements")
    })
}
