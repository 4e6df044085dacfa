//! Is the column that ties a table to `:tenant` the right one? The types say.

use crate::scope::TenantId;
use crate::table::{InParent, NoPredicate, Seal, TenantEq, TenantOrNull, TenantSource, Writes};

/// A table whose rows are the tenant's whose key is in the column `C`.
#[diagnostic::on_unimplemented(
    message = "this SQL ties a table to the tenant by the wrong column",
    label = "`:tenant` is compared with a column that is not the table's tenant column",
    note = "compare the column that the table was declared with, `#[tenant(column = ..)]`, for this \
            kind of tenant"
)]
pub trait TiedBy<K, C> {}

#[diagnostic::do_not_recommend]
impl<T, K: 'static, C> TiedBy<K, C> for T where T: TenantSource<K, Predicate: IsTenant<C>> {}

/// A table whose rows are whose the row of `P` is that has their `FK` for its `PK`.
#[diagnostic::on_unimplemented(
    message = "this SQL ties a table to the tenant by the wrong column",
    label = "a table is joined to another that is not its parent, or not by its keys",
    note = "a table with a tenant column of its own is compared with `:tenant`; one without is joined \
            to the parent it was declared with: `#[tenant(parent = .., foreign_key = ..)]`"
)]
pub trait TiedUnder<K, FK, P, PK> {}

#[diagnostic::do_not_recommend]
impl<T, K: 'static, FK, P, PK> TiedUnder<K, FK, P, PK> for T where
    T: TenantSource<K, Predicate: IsUnder<FK, P, PK>>
{
}

/// A table that every tenant may read.
#[diagnostic::on_unimplemented(
    message = "this SQL reads rows of every tenant",
    label = "a table in it is not limited to `:tenant`",
    note = "compare its tenant column with `:tenant` where no `OR`, `NOT` or outer join gets past \
            it, or join it to its parent that is; each time that the table is named",
    note = "where several tables are read, write the table before the column: `posts.tenant_id`"
)]
pub trait ReadableByAll<K> {}

#[diagnostic::do_not_recommend]
impl<T, K: 'static> ReadableByAll<K> for T where T: TenantSource<K, Predicate = NoPredicate> {}

#[doc(hidden)]
pub trait IsTenant<C> {}

impl<C, K> IsTenant<C> for TenantEq<C, K> {}
impl<C, K> IsTenant<C> for TenantOrNull<C, K> {}
// What is everybody's to read may be compared with anything.
impl<C> IsTenant<C> for NoPredicate {}

#[doc(hidden)]
pub trait IsUnder<FK, P, PK> {}

impl<FK, P, PK, Predicate> IsUnder<FK, P, PK> for InParent<FK, P, PK, Predicate> {}
impl<FK, P, PK> IsUnder<FK, P, PK> for NoPredicate {}

/// The ties that a text was found to have, as the macro says them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Tied<'t, K> {
    pub(super) id: TenantId<'t, K>,
}

impl<'t, K: 'static> Tied<'t, K> {
    #[doc(hidden)]
    pub fn new(id: TenantId<'t, K>, _: Seal) -> Self {
        Self { id }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn by<T: TiedBy<K, C>, C>(self) -> Self {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn under<T: TiedUnder<K, FK, P, PK>, FK, P, PK>(self) -> Self {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn written<T: TenantSource<K, Writes: Writes<K>>>(self) -> Self {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn shared<T: ReadableByAll<K>>(self) -> Self {
        self
    }
}
