//! Statements in pairs: scoped by `tenant-core`, and written by hand in plain
//! Diesel with the same tenant predicates.
//!
//! `benches/statements.rs` compares the two of each pair; `src/bin` runs one side
//! alone, for callgrind.

#![allow(
    clippy::duplicate_mod,
    reason = "the statements are compiled for each database"
)]

mod schema;
mod sides;

#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;

use std::error::Error;
use std::hint::black_box;

use tenant_core::{Claim, VerifiedTenant};

pub use self::sides::{OneRun, Pair, Repeat, Side, Watch};

/// A database and its pairs.
#[derive(Debug, Clone, Copy)]
pub struct Database {
    /// Its name.
    pub name: &'static str,
    /// Why it cannot be measured here, if so.
    pub unavailable: fn() -> Option<String>,
    /// The pairs, in the order of the report.
    pub pairs: &'static [Pair],
}

/// What can be measured.
pub const DATABASES: &[Database] = &[
    Database {
        name: "sqlite",
        unavailable: || None,
        pairs: sqlite::PAIRS,
    },
    #[cfg(feature = "postgres")]
    Database {
        name: "postgres",
        unavailable: postgres::unavailable,
        pairs: postgres::PAIRS,
    },
];

/// Finds a pair by the names of its database and statement.
///
/// # Errors
///
/// When there is none.
pub fn pair(database: &str, name: &str) -> Result<Pair, Box<dyn Error>> {
    DATABASES
        .iter()
        .filter(|candidate| candidate.name == database)
        .flat_map(|database| database.pairs)
        .find(|pair| pair.name == name)
        .copied()
        .ok_or_else(|| format!("there is no statement `{name}` for `{database}`").into())
}

/// What a session middleware hands on.
struct Session(i64);

impl VerifiedTenant for Session {
    type Key = i64;
    const METHOD: &'static str = "a benchmark";

    fn into_tenant_key(self) -> i64 {
        self.0
    }
}

/// Makes a claim, as is done once a request.
pub fn make_claim() {
    black_box(Claim::verified(Session(black_box(1))));
}
