//! The writes that stand on an async connection.

use std::future::Future;

use diesel::Table;
use diesel::associations::{HasTable, Identifiable};
use diesel::query_builder::{
    AsChangeset, AsQuery, InsertOrIgnore, IntoUpdateTarget, UpdateStatement,
};
use diesel::query_dsl::methods::{FindDsl, LimitDsl};
use diesel::result::{Error, QueryResult};

use crate::asynchronous::AsyncTenantConnection;
use crate::asynchronous::execute::ExecutesScopedAsync;
use crate::asynchronous::load::LoadsScopedAsync;
use crate::select::{Scopable, Scoped, ScopedTable};
use crate::table::{Apply, TenantSource, Writes};
use crate::wall::Assignable;
use crate::write::{
    AModel, Changes, DeletesOnlyOwnRows, GuardedDelete, GuardedUpdate, IgnoresOnlyConflicts,
    IncompleteInsert, PlainDelete, PlainUpdate, Replacement, WriteTarget,
};

impl<'t, C, K: 'static> AsyncTenantConnection<'t, C, K> {
    /// [`TenantId::insert_into`](crate::TenantId::insert_into) for the tenant of
    /// this connection.
    pub fn insert_into<T, F>(&self, table: T) -> IncompleteInsert<'t, K, T, F>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
    {
        self.tenant().insert_into(table)
    }

    /// [`TenantId::insert_or_ignore_into`](crate::TenantId::insert_or_ignore_into)
    /// for the tenant of this connection.
    pub fn insert_or_ignore_into<T, F>(
        &self,
        table: T,
    ) -> IncompleteInsert<'t, K, T, F, InsertOrIgnore>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
        F: IgnoresOnlyConflicts,
    {
        self.tenant().insert_or_ignore_into(table)
    }

    /// Refused, as [`TenantId::replace_into`](crate::TenantId::replace_into) is.
    pub fn replace_into<T, F>(&self, table: T) -> IncompleteInsert<'t, K, T, F>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
        for<'h> Replacement<'h>: DeletesOnlyOwnRows,
    {
        self.tenant().replace_into(table)
    }

    /// [`TenantId::update`](crate::TenantId::update) for the tenant of this
    /// connection.
    pub fn update<T, M>(&self, target: T) -> Scoped<'t, K, GuardedUpdate<'t, K, T::Rows>>
    where
        T: WriteTarget<'t, K, M>,
        <T::Rows as HasTable>::Table:
            TenantSource<K, Writes: Writes<K, Guard: Apply<PlainUpdate<T::Rows>>>>,
    {
        self.tenant().update(target)
    }

    /// [`TenantId::delete`](crate::TenantId::delete) for the tenant of this
    /// connection.
    pub fn delete<T, M>(&self, target: T) -> Scoped<'t, K, GuardedDelete<'t, K, T::Rows>>
    where
        T: WriteTarget<'t, K, M>,
        <T::Rows as HasTable>::Table:
            TenantSource<K, Writes: Writes<K, Guard: Apply<PlainDelete<T::Rows>>>>,
    {
        self.tenant().delete(target)
    }

    /// As [`save_changes`](crate::TenantConnection::save_changes): updates the row
    /// of `model` and reads it back, in two statements.
    ///
    /// # Errors
    ///
    /// The database's, and [`NotFound`](diesel::result::Error::NotFound) where
    /// nothing was written, because the row is another tenant's, does not exist, or is
    /// one that the tenant reads and cannot write (`nullable = shared`).
    pub fn save_changes<'query, U, S, T, W, F, Q>(
        &mut self,
        model: S,
    ) -> impl Future<Output = QueryResult<U>> + Send
    where
        S: Copy
            + Send
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
                        PlainUpdate<<S as WriteTarget<'t, K, AModel>>::Rows>,
                        Output = UpdateStatement<T, W>,
                    >,
                >,
            >,
        UpdateStatement<T, W, <S as AsChangeset>::Changeset>: AsQuery,
        ScopedTable<'t, K, T>: FindDsl<<S as Identifiable>::Id, Output = Scoped<'t, K, Q>>,
        Q: LimitDsl,
        C: Send,
        K: Send + Sync,
        U: Send,
        Self: ExecutesScopedAsync<Scoped<'t, K, UpdateStatement<T, W, <S as AsChangeset>::Changeset>>>
            + LoadsScopedAsync<'query, Scoped<'t, K, <Q as LimitDsl>::Output>, U>,
    {
        let id = self.tenant();
        async move {
            if id.update(model).set(model).execute_async(self).await? == 0 {
                return Err(Error::NotFound);
            }
            <S as HasTable>::table()
                .scoped(id)
                .find(model.id())
                .first_async(self)
                .await
        }
    }
}
