//! The walk over changesets and inserted values: is the tenant column in it?

use std::panic::RefUnwindSafe;

/// Values that leave the tenant column alone.
///
/// Each declared table has `RefUnwindSafe` switched off on the *type* of its
/// tenant column. An auto trait looks into every field, so it shows through
/// Diesel's private nodes for one assignment and for one inserted value, and
/// through tuples, `Option`s, `Vec`s and boxes of them. Where the column is only
/// read, [`TenantSafe`](super::TenantSafe) asks for `UnwindSafe`, which the
/// column keeps. The walk is the supertrait, so an impl by hand proves
/// nothing more.
#[diagnostic::on_unimplemented(
    message = "the tenant column cannot be set",
    label = "sets the column that says whose row this is",
    note = "leave the column out: on `insert` the scope fills it in, on `update` a row stays with \
            its tenant",
    note = "in a table owned through a parent, the foreign key to the parent is such a column; it \
            also cannot be read on the right side of an assignment"
)]
pub trait Assignable: RefUnwindSafe {}

#[diagnostic::do_not_recommend]
impl<V: RefUnwindSafe> Assignable for V {}
