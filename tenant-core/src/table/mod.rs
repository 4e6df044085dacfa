//! What a table's kind means: the predicate that scopes it, and what a write
//! fills in. One file a kind; the derives emit the impls.

mod alias;
mod checks;
mod child;
mod nullable;
mod off;
mod owned;
mod shared;
mod source;

pub use self::alias::{Alias, AliasColumn};
pub use self::checks::{
    KeyFits, NotNullColumn, NotNullForeignKey, assignable, key_fits, not_null, not_null_foreign_key,
};
pub use self::child::{InParent, ParentGuard};
pub use self::nullable::TenantOrNull;
pub use self::off::{Hidden, Never};
pub use self::owned::{KeyType, TenantEq, TenantValue};
pub use self::shared::NoPredicate;
pub use self::source::{Apply, Guard, Kind, Seal, TenantSource, WritableTable};
