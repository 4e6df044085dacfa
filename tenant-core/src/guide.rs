//! Guides: reading the compile errors, moving an application, attacking it.

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/moving.md")]
pub mod moving {}

#[cfg(feature = "testkit")]
#[doc = include_str!("../docs/testkit.md")]
pub mod testkit {}
