//! The walk over changesets and inserted values: is the tenant column in it?

/// Values that leave the tenant column alone.
///
/// Each declared table has `Unpin` switched off on the *type* of its tenant
/// column. An auto trait looks into every field, so it shows through Diesel's
/// private nodes for one assignment and for one inserted value, and through
/// tuples, `Option`s and `Vec`s of them. Like [`TenantSafe`](super::TenantSafe),
/// the trait covers every type and cannot be implemented by hand.
#[diagnostic::on_unimplemented(
    message = "the tenant column cannot be set",
    label = "sets the column that says whose row this is",
    note = "leave the column out: on `insert` the scope fills it in, on `update` a row stays with \
            its tenant",
    note = "in a table owned through a parent, the foreign key to the parent is such a column"
)]
pub trait Assignable {}

#[diagnostic::do_not_recommend]
impl<V: Unpin> Assignable for V {}
