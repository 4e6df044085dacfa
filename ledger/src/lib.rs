//! `COVERAGE.md` and `BYPASSES.md` name tests. This crate reads the names, and the
//! binaries that hold the tests say whether they run them.
//!
//! Whether a test runs is known to its binary alone: a file can be there and be
//! compiled into nothing, or be ignored. So each binary [`vouch`]es for the names
//! that belong to it by listing its own tests.

mod class;
mod documents;
mod name;
mod table;
mod vouch;

pub use self::class::{Class, NotAClass};
pub use self::documents::{BYPASSES, COVERAGE, Named, named, read, root};
pub use self::name::Name;
pub use self::table::{Row, rows};
pub use self::vouch::{running, vouch_for};
