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
pub type ScopedTable<'t, K, T> =
    Scoped<'t, K, <<T as TenantSource<K>>::Predicate<'t> as Apply<<T as AsQuery>::Query>>::Output>;

/// Starts a scoped statement from a table: `posts::table.for_tenant(id)`.
pub trait ForTenant: Sized {
    /// The rows that can be scoped: the table itself.
    type Source: AsQuery;

    #[doc(hidden)]
    fn into_source(self) -> Self::Source;

    /// The rows of the tenant of `id`.
    fn for_tenant<'t, K: 'static>(self, id: TenantId<'t, K>) -> ScopedTable<'t, K, Self::Source>
    where
        Self::Source: TenantSource<K, Predicate<'t>: Apply<<Self::Source as AsQuery>::Query>>,
    {
        let query = self.into_source().as_query();
        Scoped::new(
            <Self::Source as TenantSource<K>>::predicate(id).apply(query),
            id,
        )
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table + AsQuery> ForTenant for T {
    type Source = T;

    fn into_source(self) -> T {
        self
    }
}

impl<S> ForTenant for Alias<S>
where
    S: AliasSource,
    diesel::query_source::Alias<S>: AsQuery,
{
    type Source = diesel::query_source::Alias<S>;

    fn into_source(self) -> Self::Source {
        self.into_diesel()
    }
}

/// Starts a scoped statement from a model: `Post::for_tenant(id)`.
///
/// Derived, for a model of a declared table, by `#[derive(TenantTable)]` on the
/// table's primary model and by `#[derive(TenantModel)]` on further ones.
pub trait TenantModel {
    /// The table of the model.
    type Table: Table + AsQuery;

    #[doc(hidden)]
    fn table() -> Self::Table;

    /// The rows of the tenant of `id`.
    fn for_tenant<'t, K: 'static>(id: TenantId<'t, K>) -> ScopedTable<'t, K, Self::Table>
    where
        Self::Table: TenantSource<K, Predicate<'t>: Apply<<Self::Table as AsQuery>::Query>>,
    {
        <Self as TenantModel>::table().for_tenant(id)
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
        Self::Table: TenantSource<K, Predicate<'t>: Apply<<Self::Table as AsQuery>::Query>>,
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
        Self::Table: TenantSource<K, Predicate<'t>: Apply<<Self::Table as AsQuery>::Query>>,
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
