//! Async connections that stay bound to a tenant between statements.

use std::fmt;

use diesel::pg::Pg;
use diesel::result::{Error, QueryResult};
use diesel::serialize::ToSql;
use diesel_async::{
    AnsiTransactionManager, AsyncPgConnection, SimpleAsyncConnection, TransactionManager,
};
use futures_util::future::BoxFuture;

use crate::asynchronous::{AsyncScope, AsyncTenantConnection};
use crate::rls::TenantKind;
use crate::rls::bound::understood;
use crate::rls::passing::passes;
use crate::rls::way::{ANEW, bind, unbind};
use crate::scope::Claim;

/// An async connection that is bound to one tenant after another, by its session
/// rather than by a transaction.
///
/// What [`BoundSession`](crate::rls::BoundSession) is for blocking connections, and
/// like it for direct connections only, never behind a pooler that hands a session
/// to several clients.
#[must_use = "nobody is bound until a scope begins"]
pub struct AsyncBoundSession<'c> {
    conn: &'c mut AsyncPgConnection,
    /// The call that bound the tenant.
    bound: Option<String>,
    /// May somebody be bound?
    dirty: bool,
}

impl AsyncBoundSession<'_> {
    /// Runs the async closure `f` with a session on `conn` that is bound to nobody,
    /// and is again when `f` returns: one message more, where somebody was bound.
    ///
    /// When `f` panics, or the future is dropped before it is done, or it is not
    /// certain that nobody is bound, the connection is marked as broken, so that a
    /// pool discards it.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use diesel_async::AsyncPgConnection;
    /// use tenant_core::prelude::*;
    /// use tenant_core::rls::AsyncBoundSession;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    ///
    /// async fn report(conn: &mut AsyncPgConnection, claims: &[Claim<i64>]) -> QueryResult<()> {
    ///     AsyncBoundSession::with(conn, async |session| {
    ///         for claim in claims {
    ///             let count = session.scope(claim, async |db| {
    ///                 let campaigns = campaigns::table.for_tenant(db.tenant());
    ///                 campaigns.count().get_result_async::<i64>(db).await
    ///             });
    ///             println!("{}: {}", claim.key(), count.await??);
    ///         }
    ///         Ok(())
    ///     })
    ///     .await
    /// }
    /// # fn main() {}
    /// ```
    pub fn with<'s, R, F>(conn: &'s mut AsyncPgConnection, f: F) -> BoxFuture<'s, R>
    where
        R: Send + 's,
        F: for<'r, 'c> AsyncFnOnce(&'r mut AsyncBoundSession<'c>) -> R
            + for<'r, 'c> AsyncScope<&'r mut AsyncBoundSession<'c>, R, Future: Send>
            + Send
            + 's,
    {
        Box::pin(async move {
            let mut session = AsyncBoundSession {
                conn,
                bound: None,
                dirty: false,
            };
            let result = f(&mut session).await;
            passes(session.release()).await;
            result
        })
    }

    /// Runs the async closure `f` with the connection scoped, and the session bound,
    /// to a tenant.
    ///
    /// Bound anew only when it is another tenant than the last.
    ///
    /// # Errors
    ///
    /// The database's, [`RoleBypassesPolicies`](crate::rls::RoleBypassesPolicies)
    /// inside of a [`QueryBuilderError`](Error::QueryBuilderError), and
    /// [`AlreadyInTransaction`](Error::AlreadyInTransaction), because the end of a
    /// transaction could take the binding back. Then `f` is not called, and nobody
    /// is bound. A transaction that raw SQL left open is rolled back.
    pub fn scope<'s, K, R, F>(
        &'s mut self,
        claim: &'s Claim<K>,
        f: F,
    ) -> BoxFuture<'s, QueryResult<R>>
    where
        K: TenantKind + ToSql<K::SqlType, Pg> + Send + Sync,
        R: Send + 's,
        F: for<'c, 't> AsyncFnOnce(&'c mut AsyncTenantConnection<'t, AsyncPgConnection, K>) -> R
            + for<'c, 't> AsyncScope<
                &'c mut AsyncTenantConnection<'t, AsyncPgConnection, K>,
                R,
                Future: Send,
            > + Send
            + 's,
    {
        Box::pin(async move {
            self.bind(claim.key()).await?;
            Ok(f(&mut AsyncTenantConnection::new(
                self.conn,
                claim.shared_key(),
            ))
            .await)
        })
    }

    async fn bind<K>(&mut self, key: &K) -> QueryResult<()>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
    {
        let status = AnsiTransactionManager::transaction_manager_status_mut(self.conn);
        if status.transaction_depth()?.is_some() {
            return Err(Error::AlreadyInTransaction);
        }
        let bind = match bind(key, false) {
            Ok(bind) => bind,
            Err(error) => {
                passes(self.release()).await;
                return Err(error);
            }
        };
        if self.bound.as_ref() != Some(&bind) {
            self.dirty = true;
            // Until the answer came nobody knows who is bound.
            self.bound = None;
            let text = format!("{ANEW}{bind}");
            let bound = passes(self.conn.batch_execute(&text));
            if let Err(error) = bound.await {
                passes(self.release()).await;
                return Err(understood(error));
            }
            self.bound = Some(bind);
        }
        Ok(())
    }

    /// Leaves nobody bound, or the connection unusable.
    async fn release(&mut self) {
        if !self.dirty {
            return;
        }
        self.bound = None;
        let unbind = format!("{ANEW}{}", unbind(false));
        let mut unbound = self.conn.batch_execute(&unbind).await;
        // A transaction that failed takes nothing but its end.
        if unbound.is_err() && self.conn.batch_execute("ROLLBACK").await.is_ok() {
            unbound = self.conn.batch_execute(&unbind).await;
        }
        if unbound.is_err() {
            // Without the function the settings are still there to be reset.
            let _ = self.conn.batch_execute("CLOSE ALL; RESET ALL").await;
            AnsiTransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
        }
        self.dirty = false;
    }
}

impl Drop for AsyncBoundSession<'_> {
    fn drop(&mut self) {
        if self.dirty {
            AnsiTransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
        }
    }
}

impl fmt::Debug for AsyncBoundSession<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncBoundSession")
            .field("bound", &self.bound.is_some())
            .finish_non_exhaustive()
    }
}
