//! Is the column that ties a table to `:tenant` the right one? The types say.

use diesel::query_source::Column;

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

/// A table of which a text has several ties, one of which has to be its own.
#[diagnostic::on_unimplemented(
    message = "this SQL ties a table to the tenant by the wrong column",
    label = "none of the columns that limit a table to `:tenant` is the one it was declared with",
    note = "a table with a tenant column of its own is compared with `:tenant`; one without is joined \
            to the parent it was declared with: `#[tenant(parent = .., foreign_key = ..)]`"
)]
pub trait TiedByOneOf<K, Ties, At> {}

#[diagnostic::do_not_recommend]
impl<T, K: 'static, Ties, At> TiedByOneOf<K, Ties, At> for T where
    T: TenantSource<K, Predicate: IsOneOf<Ties, At>>
{
}

#[doc(hidden)]
pub trait IsTenant<C> {}

impl<C, K> IsTenant<C> for TenantEq<C, K> {}
impl<C, K> IsTenant<C> for TenantOrNull<C, K> {}
// The key of the table of tenants itself is the tenant's.
impl<FK, P, PK, K> IsTenant<FK> for InParent<FK, P, PK, TenantEq<PK, K>> {}
// What is everybody's to read may be compared with anything.
impl<C> IsTenant<C> for NoPredicate {}

#[doc(hidden)]
pub trait IsUnder<FK, P, PK> {}

impl<FK, P, PK, Predicate> IsUnder<FK, P, PK> for InParent<FK, P, PK, Predicate> {}
impl<FK, P, PK> IsUnder<FK, P, PK> for NoPredicate {}

/// Ties in a list, and where in it.
mod list {
    /// By the column `C`.
    #[derive(Debug)]
    pub struct By<C>(C);

    /// By the foreign key `FK` to the key `PK` of `P`.
    #[derive(Debug)]
    pub struct Under<FK, P, PK>(FK, P, PK);

    /// The first of the list.
    #[derive(Debug)]
    pub struct Here;

    /// In the rest of the list.
    #[derive(Debug)]
    pub struct There<At>(At);
}

#[doc(hidden)]
pub use self::list::{By, Here, There, Under};

// `At` is found by the compiler: the ties of a list differ, so there is one place.
#[doc(hidden)]
pub trait IsOneOf<Ties, At> {}

impl<C, K, Rest> IsOneOf<(By<C>, Rest), Here> for TenantEq<C, K> {}
impl<C, K, Rest> IsOneOf<(By<C>, Rest), Here> for TenantOrNull<C, K> {}
impl<FK, P, PK, Predicate, Rest> IsOneOf<(Under<FK, P, PK>, Rest), Here>
    for InParent<FK, P, PK, Predicate>
{
}
impl<FK, P, PK, K, Rest> IsOneOf<(By<FK>, Rest), Here> for InParent<FK, P, PK, TenantEq<PK, K>> {}
impl<Ties> IsOneOf<Ties, Here> for NoPredicate {}

impl<C, K, Tie, Rest, At> IsOneOf<(Tie, Rest), There<At>> for TenantEq<C, K> where
    Self: IsOneOf<Rest, At>
{
}
impl<C, K, Tie, Rest, At> IsOneOf<(Tie, Rest), There<At>> for TenantOrNull<C, K> where
    Self: IsOneOf<Rest, At>
{
}
impl<FK, P, PK, Predicate, Tie, Rest, At> IsOneOf<(Tie, Rest), There<At>>
    for InParent<FK, P, PK, Predicate>
where
    Self: IsOneOf<Rest, At>,
{
}

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
    pub fn by_one_of<T: TiedByOneOf<K, Ties, At>, Ties, At>(self) -> Self {
        self
    }

    /// A column that the text names with its table: a name that is none could call
    /// a function.
    #[doc(hidden)]
    #[must_use]
    pub fn reads<C: Column>(self) -> Self {
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
