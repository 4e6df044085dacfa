//! Guides: reading the compile errors, moving an application, API keys, attacking
//! the application, and the wall in PostgreSQL.

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/moving.md")]
pub mod moving {}

#[doc = include_str!("../docs/api-keys.md")]
pub mod api_keys {}

#[cfg(feature = "testkit")]
#[doc = include_str!("../docs/testkit.md")]
pub mod testkit {}

#[cfg(feature = "row-level-security")]
#[doc = include_str!("../docs/row-level-security.md")]
pub mod row_level_security {}
