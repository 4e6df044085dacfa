//! `update`: of a table, a scoped statement or a model.

use diesel::Table;
use diesel::associations::HasTable;
use diesel::expression::Expression;
use diesel::query_builder::{
    AsChangeset, AsQuery, IntoUpdateTarget, Query, ReturningClause, UpdateStatement,
};

use crate::scope::{TenantConnection, TenantId};
use crate::select::Scoped;
use crate::table::{Apply, TenantSource, WriteGuard, Writes};
use crate::wall::{Assignable, Checked, TenantSafe};
use crate::write::{Changes, WriteTarget};

/// Diesel's statement for the rows `Q`, before `set`.
pub(crate) type Unset<Q> =
    UpdateStatement<<Q as HasTable>::Table, <Q as IntoUpdateTarget>::WhereClause>;

/// The same, with the write guard of its table.
pub(crate) type Guarded<'t, K, Q> =
    <WriteGuard<K, <Q as HasTable>::Table> as Apply<Unset<Q>>>::Output;

impl<'t, K: 'static> TenantId<'t, K> {
    /// Starts an `UPDATE` of rows of this tenant: of a table, of a scoped
    /// statement with nothing but filters, or of a model by reference.
    ///
    /// Reads like [`diesel::update`]. A row of another tenant is not touched,
    /// as a row that does not exist.
    pub fn update<T, M>(self, target: T) -> Scoped<'t, K, Guarded<'t, K, T::Rows>>
    where
        T: WriteTarget<'t, K, M>,
        <T::Rows as HasTable>::Table:
            TenantSource<K, Writes: Writes<K, Guard: Apply<Unset<T::Rows>>>>,
    {
        let guard = <<T::Rows as HasTable>::Table as TenantSource<K>>::Writes::guard(self);
        Scoped::new(guard.apply(diesel::update(target.rows(self))), self)
    }
}

impl<'t, C: diesel::Connection, K: 'static> TenantConnection<'t, C, K> {
    /// [`TenantId::update`] for the tenant of this connection.
    pub fn update<T, M>(&self, target: T) -> Scoped<'t, K, Guarded<'t, K, T::Rows>>
    where
        T: WriteTarget<'t, K, M>,
        <T::Rows as HasTable>::Table:
            TenantSource<K, Writes: Writes<K, Guard: Apply<Unset<T::Rows>>>>,
    {
        self.tenant().update(target)
    }
}

impl<'t, K, T, W> Scoped<'t, K, UpdateStatement<T, W>>
where
    T: Table,
{
    /// Diesel's [`set`](UpdateStatement::set). The tenant column cannot be in it.
    pub fn set<V, M>(self, values: V) -> Scoped<'t, K, UpdateStatement<T, W, V::Changeset>>
    where
        V: AsChangeset<Target = T> + Changes<'t, M, Walked: Assignable>,
        UpdateStatement<T, W, V::Changeset>: AsQuery,
    {
        self.map(|update| update.set(values))
    }
}

impl<'t, K, T, W, V> Scoped<'t, K, UpdateStatement<T, W, V>>
where
    T: Table,
{
    /// Diesel's [`returning`](UpdateStatement::returning).
    pub fn returning<E>(
        self,
        expression: E,
    ) -> Scoped<'t, K, UpdateStatement<T, W, V, ReturningClause<Checked<E>>>>
    where
        E: TenantSafe<'t> + Expression,
        UpdateStatement<T, W, V, ReturningClause<Checked<E>>>: Query,
    {
        self.map(|update| update.returning(Checked(expression)))
    }
}
