//! The proof, at each declaration, that the auto traits are switched off.
//!
//! `<T as NotUnwindSafe<_>>::check` has one impl to choose where `T` is not
//! `UnwindSafe`, and two where it is, which is an error. So neither an impl by
//! hand nor a change in rustc can switch one on again unseen.

use std::panic::{RefUnwindSafe, UnwindSafe};

/// One impl for what is not `UnwindSafe`, two for what is.
pub trait NotUnwindSafe<Ambiguous> {
    /// Named by the declaration of a table.
    fn check() {}
}

impl<T> NotUnwindSafe<()> for T {}
impl<T: UnwindSafe> NotUnwindSafe<bool> for T {}

/// One impl for what is not `RefUnwindSafe`, two for what is.
pub trait NotRefUnwindSafe<Ambiguous> {
    /// Named by the declaration of a table.
    fn check() {}
}

impl<T> NotRefUnwindSafe<()> for T {}
impl<T: RefUnwindSafe> NotRefUnwindSafe<bool> for T {}
