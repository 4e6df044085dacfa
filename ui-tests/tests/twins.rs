//! The twins of the cases: that this compiles is the test. Each differs from its
//! case in the fix alone, so that no case is refused for another reason than its
//! rule.

#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::restriction,
    reason = "programs as users write them, that nobody runs"
)]

include!(concat!(env!("OUT_DIR"), "/twins.rs"));
