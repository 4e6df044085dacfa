//! Where a scoped statement begins: a table, an alias or a model.

use diesel::Table;
use diesel::query_builder::AsQuery;
use diesel::query_source::AliasSource;

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
}
