//! Writes. The scope fills the tenant column in, and nothing can set it.

mod batch;
mod changes;
mod columns;
mod delete;
mod insert;
mod insert_select;
mod row;
mod save;

mod target;
mod update;
mod upsert;

pub use self::changes::Changes;
pub use self::insert::IncompleteInsert;
pub use self::row::{MissingParent, Row};
pub use self::target::WriteTarget;
