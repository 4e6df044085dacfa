//! Guides: reading the compile errors, moving an application, the wall in
//! PostgreSQL.

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/moving.md")]
pub mod moving {}

#[cfg(feature = "row-level-security")]
#[doc = include_str!("../docs/row-level-security.md")]
pub mod row_level_security {}
