//! Guides: reading the compile errors, moving an application.

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/moving.md")]
pub mod moving {}
