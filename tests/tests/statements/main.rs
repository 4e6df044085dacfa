//! Every form of statement, on every database, seen from one tenant: what it
//! returns, what it renders, and that nobody else's rows change.
#![allow(
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::duplicate_mod,
    clippy::redundant_closure,
    clippy::map_identity,
    reason = "a test suite: a panic is its report, and nothing in it is for others"
)]

/// The topics that every database has. What only some can do is added in the
/// file of the database.
macro_rules! topics {
    ($($topic:ident in $file:literal;)+) => {$(
        #[path = $file]
        mod $topic;
    )+};
    () => {
        topics! {
            harness in "harness.rs";
            attacks in "attacks/mod.rs";
            associations in "associations.rs";
            boxing in "boxing.rs";
            children in "children.rs";
            combining in "combining.rs";
            dangers in "dangers.rs";
            deleting in "deleting.rs";
            filtering in "filtering.rs";
            grouping in "grouping.rs";
            helpers in "helpers.rs";
            inserting in "inserting.rs";
            inserting_many in "inserting_many.rs";
            inserting_selected in "inserting_selected.rs";
            isolation in "isolation.rs";
            joins in "joins.rs";
            joins_of_many in "joins_of_many.rs";
            kinds in "kinds.rs";
            looking_up in "looking_up.rs";
            ordering in "ordering.rs";
            pages in "pages.rs";
            pools in "pools.rs";
            raw_sql in "raw_sql.rs";
            running in "running.rs";
            saving in "saving.rs";
            scopes in "scopes.rs";
            selecting in "selecting.rs";
            subqueries in "subqueries.rs";
            transactions in "transactions.rs";
            updating in "updating.rs";
        }
        #[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
        topics! {
            any_database in "any_database.rs";
        }
    };
}

#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod any;
mod declared;
mod golden;
mod models;
mod observed;
mod schema;
mod seed;

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

// With fewer databases there are fewer tests.
#[cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
ledger::vouch!("statements", "tests/tests/statements/attacks");
