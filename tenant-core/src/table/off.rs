//! How an auto trait is switched off for a table or a column.

/// A type with a lifetime, for a bound that rustc cannot decide too early.
///
/// `impl UnwindSafe for posts::table where for<'a> Hidden<'a>: Never {}` never
/// holds, and its presence alone takes away the automatic impl. Without the
/// higher-ranked lifetime rustc rejects the bound as trivially false.
#[derive(Debug)]
pub struct Hidden<'a>(std::marker::PhantomData<&'a ()>);

/// Implemented for nothing.
pub trait Never {}
