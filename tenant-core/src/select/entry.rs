//! Where a scoped statement begins: a table, an alias or a model.

use diesel::associations::{BelongsTo, Identifiable};
use diesel::backend::Backend;
use diesel::dsl::{AsSelect, EqAny, Filter, Select, SqlTypeOf};
use diesel::expression::Selectable;
use diesel::expression::array_comparison::AsInExpression;
use diesel::query_builder::{AsQuery, QueryId};
use diesel::query_dsl::methods::{FilterDsl, SelectDsl};
use diesel::query_source::AliasSource;
use diesel::sql_types::SqlType;
use diesel::{ExpressionMethods, SelectableHelper, Table};

use crate::scope::TenantId;
use crate::select::Scoped;
use crate::table::{Alias, Apply, TenantSource};

/// The statement that `for_tenant` gives for the table or alias `T`: Diesel's
/// `T::Query` with the tenant predicate.
pub type ScopedTable<'t, K, T> = <T as Scopable<'t, K>>::Scoped;

/// A table or alias whose rows can be limited to a tenant of key type `K`.
///
/// The bound for helpers that are generic over tables:
///
/// ```
/// use diesel::dsl::{Select, count_star};
/// use diesel::prelude::*;
/// use diesel::query_dsl::methods::{LoadQuery, SelectDsl};
/// use tenant_core::select::Scopable;
/// use tenant_core::{TenantConnection, dsl};
///
/// fn count_of<'t, 'q, T, C>(
///     db: &mut TenantConnection<'t, C, i64>,
///     table: T,
/// ) -> QueryResult<i64>
/// where
///     C: Connection,
///     T: Scopable<'t, i64, Scoped: SelectDsl<count_star>>,
///     Select<T::Scoped, count_star>: LoadQuery<'q, TenantConnection<'t, C, i64>, i64>,
/// {
///     let statement = dsl::for_tenant(table, db.tenant());
///     SelectDsl::select(statement, diesel::dsl::count_star()).get_result(db)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "nothing says whose rows these are",
    label = "not declared as a table of this kind of tenant",
    note = "declare the table once, beside its `table!`: `#[derive(TenantTable)]` on its model with \
            `#[tenant(column = ..)]`, `#[tenant(parent = .., foreign_key = ..)]`, `#[tenant(root)]` \
            or `#[tenant(shared)]`, or `tenant_core::tenant_tables!` where there is no model",
    note = "if it is declared, its tenant key has another type than the `TenantId` at hand"
)]
pub trait Scopable<'t, K: 'static>: AsQuery {
    /// The scoped statement: a [`Scoped`] of Diesel's `SELECT`.
    type Scoped;

    #[doc(hidden)]
    fn scoped(self, id: TenantId<'t, K>) -> Self::Scoped;
}

#[diagnostic::do_not_recommend]
impl<'t, K: 'static, T> Scopable<'t, K> for T
where
    T: AsQuery + TenantSource<K, Predicate: Apply<<T as AsQuery>::Query>>,
{
    type Scoped = Scoped<'t, K, <T::Predicate as Apply<T::Query>>::Output>;

    fn scoped(self, id: TenantId<'t, K>) -> Self::Scoped {
        Scoped::new(T::predicate(id).apply(self.as_query()), id)
    }
}

/// Starts a scoped statement from a table: `posts::table.for_tenant(id)`.
pub trait ForTenant: Sized {
    /// The rows that can be scoped: the table itself.
    type Source;

    #[doc(hidden)]
    fn into_source(self) -> Self::Source;

    /// The rows of the tenant of `id`.
    fn for_tenant<'t, K: 'static, S>(self, id: TenantId<'t, K>) -> S
    where
        Self::Source: Scopable<'t, K, Scoped = S>,
    {
        self.into_source().scoped(id)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table> ForTenant for T {
    type Source = T;

    fn into_source(self) -> T {
        self
    }
}

impl<S> ForTenant for Alias<S>
where
    S: AliasSource,
{
    type Source = diesel::query_source::Alias<S>;

    fn into_source(self) -> Self::Source {
        self.into_diesel()
    }
}

/// [`for_tenant`](ForTenant::for_tenant) as a function, for generic helpers and
/// for [`#[auto_type]`](diesel::dsl::auto_type), which knows the type of a
/// function's result by its name.
pub fn for_tenant<'t, K: 'static, T>(source: T, id: TenantId<'t, K>) -> ScopedTable<'t, K, T>
where
    T: Scopable<'t, K>,
{
    source.scoped(id)
}

/// The result of scoping `T` with a token.
#[doc(hidden)]
pub trait Scopes<T> {
    type Output;
}

impl<'t, K: 'static, T: Scopable<'t, K>> Scopes<T> for TenantId<'t, K> {
    type Output = ScopedTable<'t, K, T>;
}

/// Starts a scoped statement from a model: `Post::for_tenant(id)`.
///
/// Derived, for a model of a declared table, by `#[derive(TenantTable)]` on the
/// table's primary model and by `#[derive(TenantModel)]` on further ones.
pub trait TenantModel {
    /// The table of the model.
    type Table: Table;

    #[doc(hidden)]
    fn table() -> Self::Table;

    /// The rows of the tenant of `id`.
    fn for_tenant<'t, K: 'static, S>(id: TenantId<'t, K>) -> S
    where
        Self::Table: Scopable<'t, K, Scoped = S>,
    {
        <Self as TenantModel>::table().scoped(id)
    }

    /// The rows of the tenant of `id`, selected into this model.
    ///
    /// Takes the place of Diesel's `Post::query()`
    /// ([`HasQuery`](diesel::HasQuery)) where that starts from the table.
    fn query_for<'t, K: 'static, DB: Backend>(
        id: TenantId<'t, K>,
    ) -> Select<ScopedTable<'t, K, Self::Table>, AsSelect<Self, DB>>
    where
        Self: Selectable<DB, SelectExpression: QueryId> + Sized,
        Self::Table: Scopable<'t, K>,
        ScopedTable<'t, K, Self::Table>: SelectDsl<AsSelect<Self, DB>>,
    {
        SelectDsl::select(Self::for_tenant(id), Self::as_select())
    }

    /// The rows of the tenant of `id` that belong to any of `parents`.
    ///
    /// Takes the place of Diesel's
    /// [`belonging_to`](diesel::BelongingToDsl::belonging_to); group what it
    /// loads with [`grouped_by`](diesel::GroupedBy::grouped_by) as before.
    fn for_tenant_belonging_to<'t, 'a, K: 'static, Parent>(
        id: TenantId<'t, K>,
        parents: &'a [Parent],
    ) -> Filter<ScopedTable<'t, K, Self::Table>, OfParents<'a, Self, Parent>>
    where
        Self: BelongsTo<Parent, ForeignKeyColumn: ExpressionMethods> + Sized,
        &'a Parent: Identifiable,
        SqlTypeOf<Self::ForeignKeyColumn>: SqlType,
        Vec<<&'a Parent as Identifiable>::Id>: AsInExpression<SqlTypeOf<Self::ForeignKeyColumn>>,
        Self::Table: Scopable<'t, K>,
        ScopedTable<'t, K, Self::Table>: FilterDsl<OfParents<'a, Self, Parent>>,
    {
        let keys: Vec<_> = parents.iter().map(Identifiable::id).collect();
        FilterDsl::filter(
            Self::for_tenant(id),
            Self::foreign_key_column().eq_any(keys),
        )
    }
}

/// `foreign_key IN (..)`, for the children of loaded parents.
type OfParents<'a, Child, Parent> =
    EqAny<<Child as BelongsTo<Parent>>::ForeignKeyColumn, Vec<<&'a Parent as Identifiable>::Id>>;
