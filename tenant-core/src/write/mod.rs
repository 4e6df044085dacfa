//! Writes. The scope fills the tenant column in, and nothing can set it.

mod batch;
mod changes;
mod columns;
mod delete;
mod excluded;
pub(crate) mod insert;
mod insert_select;
pub(crate) mod row;
mod save;
mod target;
mod update;
mod upsert;

// The other traits of these modules carry part of the proof: without a path they
// cannot be implemented from outside.
pub(crate) use self::changes::Changes;
pub use self::excluded::{Excluded, excluded};
pub use self::insert::IncompleteInsert;
pub use self::row::MissingParent;
pub(crate) use self::target::WriteTarget;

// For the connections of `asynchronous`.
#[cfg(feature = "async")]
pub(crate) use self::{
    batch::{Batch, DefaultKeyword, Split},
    delete::{Guarded as GuardedDelete, Plain as PlainDelete},
    insert::{DeletesOnlyOwnRows, IgnoresOnlyConflicts, Replacement},
    target::AModel,
    update::{Guarded as GuardedUpdate, Unset as PlainUpdate},
};
