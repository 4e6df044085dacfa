//! `save_changes`.

use diesel::Table;
use diesel::associations::{HasTable, Identifiable};
use diesel::connection::Connection;
use diesel::query_builder::{AsChangeset, AsQuery, IntoUpdateTarget, UpdateStatement};
use diesel::query_dsl::methods::FindDsl;
use diesel::result::QueryResult;

use crate::run::{ExecutesScoped, LoadsScoped};
use crate::scope::TenantConnection;
use crate::select::{ForTenant, Scoped, ScopedTable};
use crate::table::{Apply, TenantSource, WritableTable};
use crate::wall::{Assignable, Within};
use crate::write::Changes;
use crate::write::target::{AModel, WriteTarget};

type Table_<'a, M> = <&'a M as HasTable>::Table;
type Rows<'t, 'a, K, M> = <&'a M as WriteTarget<'t, K, AModel>>::Rows;
type Unset<Q> = UpdateStatement<<Q as HasTable>::Table, <Q as IntoUpdateTarget>::WhereClause>;

impl<'t, C: Connection, K: 'static> TenantConnection<'t, C, K> {
    /// Diesel's [`save_changes`](diesel::SaveChangesDsl::save_changes): updates
    /// the row of `model` and reads it back.
    ///
    /// # Errors
    ///
    /// The database's, and [`NotFound`](diesel::result::Error::NotFound) where
    /// the row is another tenant's or does not exist: then nothing is written.
    pub fn save_changes<'a, 'query, U, M, T, W, F>(&mut self, model: &'a M) -> QueryResult<U>
    where
        &'a M: Identifiable<Table = T>
            + AsChangeset<Target = T, Changeset: Assignable>
            + Changes<'t, Within<'t>, F>
            + WriteTarget<'t, K, AModel>,
        T: Table,
    {
        todo!()
    }
}
