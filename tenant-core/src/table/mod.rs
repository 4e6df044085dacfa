//! What a table's kind means: the predicate that scopes it, and what a write
//! fills in. One file a kind; the derives emit the impls.

mod alias;
mod checks;
mod child;
mod nullable;
mod off;
mod owned;
mod second_name;
mod shared;
pub(crate) mod source;

pub use self::alias::{Alias, AliasColumn};
pub use self::checks::{
    KeyFits, NotNullColumn, NotNullForeignKey, OfARecord, OwnedParent, PointsAt, key_fits,
    not_null, not_null_foreign_key, of_a_record, owned_parent, points_at, sole_key,
};
pub use self::child::{Child, InParent, ParentGuard};
pub use self::nullable::{OwnedOrShared, TenantOrNull};
pub use self::off::{NotRefUnwindSafe, NotUnwindSafe};
pub use self::owned::{KeyType, Owned, TenantEq, TenantValue};
pub use self::second_name::{
    CalledOnce, CalledSo, Columns, HasNoSecondName, IsOneColumn, IsSecondName, NamesNoSecondKey,
    SaysWhose, is_one_column, known_by_name,
};
pub use self::shared::{NoPredicate, Shared};
pub(crate) use self::source::Seal;
pub use self::source::{Apply, Declared, Guard, RowsOf, TenantSource, Writes};
pub(crate) use self::source::{WriteGuard, WritePredicate};
