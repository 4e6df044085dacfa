//! Async scopes that are bound to their tenant in the database, each in a
//! transaction.

use diesel::pg::Pg;
use diesel::result::{Error, QueryResult};
use diesel::serialize::ToSql;
use diesel_async::{
    AnsiTransactionManager, AsyncPgConnection, SimpleAsyncConnection, TransactionManager,
};
use futures_util::future::BoxFuture;

use super::AsyncBindsTenant;
use super::begin::{begin, begin_nested};
use crate::asynchronous::{AsyncScope, AsyncTenantConnection, Open, named};
use crate::rls::TenantKind;
use crate::rls::bound::is_of;
use crate::rls::functions::MESSAGE_ERROR;
use crate::rls::passing::passes;
use crate::rls::way::{Way, bind, unbind};
use crate::scope::Claim;

impl<K: Send + Sync> Claim<K> {
    /// Runs the async closure `f` in a transaction in which `conn` is scoped, and
    /// the database bound, to this tenant.
    ///
    /// As [`scope_bound`](Claim::scope_bound): `BEGIN` and the binding are one
    /// message, whose answer is awaited before `f` is called, and the binding ends
    /// with the transaction. In a transaction that is open already it is a
    /// savepoint, after which nobody is bound.
    ///
    /// The future is `Send` and may live in a spawned task. When `f` panics, or the
    /// future is dropped before it is done, the connection is broken, as said at
    /// [`AsyncTenantConnection`], and a pool discards it.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use diesel_async::AsyncPgConnection;
    /// use tenant_core::prelude::*;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    ///
    /// async fn names(claim: &Claim<i64>, conn: &mut AsyncPgConnection) -> QueryResult<Vec<String>> {
    ///     claim
    ///         .scope_bound_async(conn, async |db| {
    ///             let campaigns = campaigns::table.for_tenant(db.tenant());
    ///             campaigns.select(campaigns::name).load_async(db).await
    ///         })
    ///         .await
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever `f` returns, the database's errors, and
    /// [`RoleBypassesPolicies`](crate::rls::RoleBypassesPolicies) inside of a
    /// [`QueryBuilderError`](Error::QueryBuilderError). When binding fails, `f` is
    /// not called.
    pub fn scope_bound_async<'s, C, R, E, F>(
        &'s self,
        conn: &'s mut C,
        f: F,
    ) -> BoxFuture<'s, Result<R, E>>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
        C: AsyncBindsTenant,
        R: Send + 's,
        E: From<Error> + Send + 's,
        F: for<'c, 't> AsyncFnOnce(
                &'c mut AsyncTenantConnection<'t, AsyncPgConnection, K>,
            ) -> Result<R, E>
            + for<'c, 't> AsyncScope<
                &'c mut AsyncTenantConnection<'t, AsyncPgConnection, K>,
                Result<R, E>,
                Future: Send,
            > + Send
            + 's,
    {
        let (conn, way) = conn.parts();
        Box::pin(async move {
            let mut db = AsyncTenantConnection::new(conn, self.shared_key());
            let bound = BoundTransaction::begin(&mut db, self.key(), way).await?;
            let result = named(f, &mut *bound.open.db).await;
            bound.end(result).await
        })
    }
}

/// A transaction that is bound to a tenant.
struct BoundTransaction<'c, 't, K> {
    open: Open<'c, 't, AsyncPgConnection, K>,
    /// In a transaction of somebody else's.
    nested: bool,
}

impl<'c, 't, K> BoundTransaction<'c, 't, K>
where
    K: TenantKind + ToSql<K::SqlType, Pg>,
{
    async fn begin(
        db: &'c mut AsyncTenantConnection<'t, AsyncPgConnection, K>,
        key: &K,
        way: &Way,
    ) -> QueryResult<Self> {
        let status = AnsiTransactionManager::transaction_manager_status_mut(db.raw());
        let nested = status.transaction_depth()?.is_some();
        let open;
        if nested {
            let bind = bind(key, true)?;
            let beginning = Open::beginning(db)?;
            let begun = passes(begin_nested(beginning.db.raw(), &bind)).await;
            open = beginning.begun(begun)?;
        } else {
            let binding = way.binding(key)?;
            let beginning = Open::beginning(db)?;
            let mut begun = passes(begin(beginning.db.raw(), &binding)).await;
            if matches!(&begun, Err(error) if is_of(error, MESSAGE_ERROR)) {
                let alone = Way::Alone.binding(key)?;
                begun = passes(begin(beginning.db.raw(), &alone)).await;
            }
            open = beginning.begun(begun)?;
        }
        Ok(Self { open, nested })
    }

    async fn end<R, E: From<Error>>(self, mut result: Result<R, E>) -> Result<R, E> {
        if self.nested && result.is_ok() {
            // What is set in a savepoint holds on after it.
            let unbind = unbind(true);
            let unbound = passes(self.open.db.raw().batch_execute(&unbind));
            if let Err(error) = unbound.await {
                result = Err(error.into());
            }
        }
        self.open.end(result).await
    }
}
