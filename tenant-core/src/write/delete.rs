//! `delete`: of a table, a scoped statement or a model.

use diesel::Table;
use diesel::associations::HasTable;
use diesel::expression::SelectableExpression;
use diesel::query_builder::{DeleteStatement, IntoUpdateTarget, Query, ReturningClause};

use crate::scope::{TenantConnection, TenantId};
use crate::select::Scoped;
use crate::table::{Apply, TenantSource, WriteGuard, Writes};
use crate::wall::{Checked, TenantSafe};
use crate::write::WriteTarget;

/// Diesel's statement for the rows `Q`.
pub(crate) type Plain<Q> =
    DeleteStatement<<Q as HasTable>::Table, <Q as IntoUpdateTarget>::WhereClause>;

/// The same, with the write guard of its table.
pub(crate) type Guarded<'t, K, Q> =
    <WriteGuard<K, <Q as HasTable>::Table> as Apply<Plain<Q>>>::Output;

impl<'t, K: 'static> TenantId<'t, K> {
    /// Starts a `DELETE` of rows of this tenant: of a table, of a scoped
    /// statement with nothing but filters, or of a model by reference.
    ///
    /// Reads like [`diesel::delete`]. A row of another tenant is not touched,
    /// as a row that does not exist.
    pub fn delete<T, M>(self, target: T) -> Scoped<'t, K, Guarded<'t, K, T::Rows>>
    where
        T: WriteTarget<'t, K, M>,
        <T::Rows as HasTable>::Table:
            TenantSource<K, Writes: Writes<K, Guard: Apply<Plain<T::Rows>>>>,
    {
        let guard = <<T::Rows as HasTable>::Table as TenantSource<K>>::Writes::guard(self);
        Scoped::new(guard.apply(diesel::delete(target.rows(self))), self)
    }
}

impl<'t, C: diesel::Connection, K: 'static> TenantConnection<'t, C, K> {
    /// [`TenantId::delete`] for the tenant of this connection.
    pub fn delete<T, M>(&self, target: T) -> Scoped<'t, K, Guarded<'t, K, T::Rows>>
    where
        T: WriteTarget<'t, K, M>,
        <T::Rows as HasTable>::Table:
            TenantSource<K, Writes: Writes<K, Guard: Apply<Plain<T::Rows>>>>,
    {
        self.tenant().delete(target)
    }
}

impl<'t, K, T, W> Scoped<'t, K, DeleteStatement<T, W>>
where
    T: Table,
{
    /// Diesel's [`returning`](DeleteStatement::returning).
    pub fn returning<E>(
        self,
        expression: E,
    ) -> Scoped<'t, K, DeleteStatement<T, W, ReturningClause<Checked<E>>>>
    where
        E: TenantSafe<'t>,
        Checked<E>: SelectableExpression<T>,
        DeleteStatement<T, W, ReturningClause<Checked<E>>>: Query,
    {
        self.map(|delete| delete.returning(Checked(expression)))
    }
}
