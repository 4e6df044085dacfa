//! `save_changes`.

use diesel::Table;
use diesel::associations::{HasTable, Identifiable};
use diesel::connection::Connection;
use diesel::query_builder::{AsChangeset, AsQuery, IntoUpdateTarget, UpdateStatement};
use diesel::query_dsl::methods::{FindDsl, LimitDsl};
use diesel::result::{Error, QueryResult};

use crate::run::{ExecutesScoped, LoadsScoped};
use crate::scope::TenantConnection;
use crate::select::{Scopable, Scoped, ScopedTable};
use crate::table::{Apply, TenantSource, Writes};
use crate::wall::Assignable;
use crate::write::Changes;
use crate::write::target::{AModel, WriteTarget};

/// The update of a model's row, before `set`.
type Unset<Q> = UpdateStatement<<Q as HasTable>::Table, <Q as IntoUpdateTarget>::WhereClause>;

impl<'t, C: Connection, K: 'static> TenantConnection<'t, C, K> {
    /// Diesel's [`save_changes`](diesel::SaveChangesDsl::save_changes): updates
    /// the row of `model` and reads it back, in two statements.
    ///
    /// # Errors
    ///
    /// The database's, and [`NotFound`](diesel::result::Error::NotFound) where
    /// nothing was written, because the row is another tenant's, does not exist, or is
    /// one that the tenant reads and cannot write (`nullable = shared`).
    pub fn save_changes<'query, U, S, T, W, F, Q>(&mut self, model: S) -> QueryResult<U>
    where
        S: Copy
            + Identifiable<Table = T>
            + AsChangeset<Target = T>
            + Changes<'t, F, Walked: Assignable>
            + WriteTarget<'t, K, AModel, Rows: IntoUpdateTarget<Table = T>>,
        T: Table
            + Scopable<'t, K>
            + TenantSource<
                K,
                Writes: Writes<
                    K,
                    Guard: Apply<
                        Unset<<S as WriteTarget<'t, K, AModel>>::Rows>,
                        Output = UpdateStatement<T, W>,
                    >,
                >,
            >,
        UpdateStatement<T, W, <S as AsChangeset>::Changeset>: AsQuery,
        ScopedTable<'t, K, T>: FindDsl<<S as Identifiable>::Id, Output = Scoped<'t, K, Q>>,
        Q: LimitDsl,
        Self: ExecutesScoped<Scoped<'t, K, UpdateStatement<T, W, <S as AsChangeset>::Changeset>>>
            + LoadsScoped<'query, Scoped<'t, K, <Q as LimitDsl>::Output>, U>,
    {
        let id = self.tenant();
        if id.update(model).set(model).execute(self)? == 0 {
            return Err(Error::NotFound);
        }
        <S as HasTable>::table()
            .scoped(id)
            .find(model.id())
            .first(self)
    }
}
