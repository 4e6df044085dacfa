//! The traits that say how a table is scoped.

use diesel::query_source::QuerySource;

use crate::scope::TenantId;

/// Handed to the generated impls only; see [`Declared`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Seal(pub(crate) ());

/// Something with rows that can be limited to one tenant of key type `K`: a
/// declared table, an alias of one, or an inner join of them.
///
/// Tables are declared by `#[derive(TenantTable)]` and
/// [`tenant_tables!`](crate::tenant_tables).
#[diagnostic::on_unimplemented(
    message = "nothing says whose rows these are",
    label = "not declared as a table of this kind of tenant",
    note = "declare the table once, beside its `table!`: `#[derive(TenantTable)]` on its model with \
            `#[tenant(column = ..)]`, `#[tenant(parent = .., foreign_key = ..)]`, `#[tenant(root)]` \
            or `#[tenant(shared)]`, or `tenant_core::tenant_tables!` where there is no model",
    note = "if it is declared, its tenant key has another type than the `TenantId` at hand"
)]
pub trait TenantSource<K: 'static>: QuerySource {
    /// The predicate that limits the rows to one tenant.
    type Predicate;

    /// The same predicate, on the columns of the alias `S`.
    #[doc(hidden)]
    type AliasPredicate<S>;

    /// What holds for writes: [`Writes`] where there can be any.
    #[doc(hidden)]
    type Writes;

    #[doc(hidden)]
    const SEAL: Seal;

    #[doc(hidden)]
    fn predicate(id: TenantId<'_, K>) -> Self::Predicate;

    #[doc(hidden)]
    fn alias_predicate<S>(id: TenantId<'_, K>) -> Self::AliasPredicate<S>;
}

/// The declaration of a table, whatever the type of its tenant's key: the one
/// impl that a declaration makes.
///
/// An impl by hand is no part of the public interface; it would have to be
/// trusted as this crate is.
#[doc(hidden)]
pub trait Declared {
    /// Whose the rows are: [`Owned`](super::Owned), [`Child`](super::Child) and
    /// so on.
    type Rows;

    const SEAL: Seal;
}

#[diagnostic::do_not_recommend]
impl<K: 'static, T> TenantSource<K> for T
where
    T: QuerySource + Declared<Rows: RowsOf<K>>,
{
    type Predicate = <T::Rows as RowsOf<K>>::Predicate;
    type AliasPredicate<S> = <T::Rows as RowsOf<K>>::AliasPredicate<S>;
    type Writes = T::Rows;

    const SEAL: Seal = Seal(());

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        T::Rows::predicate(id)
    }

    fn alias_predicate<S>(id: TenantId<'_, K>) -> Self::AliasPredicate<S> {
        T::Rows::alias_predicate::<S>(id)
    }
}

/// A kind of table, for a tenant of key type `K`: what limits a read.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "nothing says whose rows these are",
    label = "not declared as a table of this kind of tenant",
    note = "declare the table once, beside its `table!`: `#[derive(TenantTable)]` on its model with \
            `#[tenant(column = ..)]`, `#[tenant(parent = .., foreign_key = ..)]`, `#[tenant(root)]` \
            or `#[tenant(shared)]`, or `tenant_core::tenant_tables!` where there is no model",
    note = "if it is declared, its tenant key has another type than the `TenantId` at hand"
)]
pub trait RowsOf<K: 'static> {
    /// The predicate that limits the rows to one tenant.
    type Predicate;

    /// The same predicate, on the columns of the alias `S`.
    type AliasPredicate<S>;

    /// The predicate of the scope.
    fn predicate(id: TenantId<'_, K>) -> Self::Predicate;

    /// The predicate of the scope, on the columns of the alias `S`.
    fn alias_predicate<S>(id: TenantId<'_, K>) -> Self::AliasPredicate<S>;
}

/// A kind of table, for a tenant of key type `K`: what holds for writes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this table cannot be written through a tenant connection",
    label = "shared by all tenants, or of no kind",
    note = "a shared table is readable by every tenant and writable by none: write it in a \
            migration, or through `tenant_core::danger` with a reason"
)]
pub trait Writes<K: 'static> {
    /// What an inserted row gets from the scope.
    type Fill;

    /// The predicate on the rows that a write may touch, beyond the one that
    /// limits a read. [`NoPredicate`](super::NoPredicate) where both agree.
    type Guard: Guard;

    /// The whole predicate on the rows that a write may touch.
    type Predicate;

    /// What the scope fills in.
    fn fill(id: TenantId<'_, K>) -> Self::Fill;

    /// The guard of the scope.
    fn guard(id: TenantId<'_, K>) -> Self::Guard;

    /// The predicate of the scope.
    fn predicate(id: TenantId<'_, K>) -> Self::Predicate;
}

/// Which rows of the table `T` a write may touch, beyond what limits a read.
pub(crate) type WriteGuard<K, T> = <<T as TenantSource<K>>::Writes as Writes<K>>::Guard;

/// Which rows of the table `T` a write may touch.
pub(crate) type WritePredicate<K, T> = <<T as TenantSource<K>>::Writes as Writes<K>>::Predicate;

/// A write guard, and what it becomes for the tables owned through its own.
#[doc(hidden)]
pub trait Guard {
    /// The guard of the child.
    type Under<FK, P, PK>: Guard;

    /// The guard of the child.
    fn under<FK, P, PK>(self, foreign_key: FK, parent: P, parent_key: PK)
    -> Self::Under<FK, P, PK>;
}

/// A predicate that can be put on a statement, or nothing to put there.
#[doc(hidden)]
pub trait Apply<Q> {
    /// The statement with the predicate.
    type Output;

    /// Puts the predicate on the statement.
    fn apply(self, query: Q) -> Self::Output;
}

/// `Apply` for the nodes that are predicates.
macro_rules! apply_as_filter {
    ($([$($lt:lifetime,)? $($param:ident),*] $node:ty),* $(,)?) => {$(
        impl<$($lt,)? Q, $($param),*> crate::table::Apply<Q> for $node
        where
            Q: diesel::query_dsl::methods::FilterDsl<$node>,
        {
            type Output = diesel::dsl::Filter<Q, $node>;

            fn apply(self, query: Q) -> Self::Output {
                diesel::query_dsl::methods::FilterDsl::filter(query, self)
            }
        }
    )*};
}
pub(crate) use apply_as_filter;
