//! Bound async scopes on connections from a pool: deadpool or bb8.

#[cfg(feature = "deadpool")]
use deadpool::managed;
use diesel::pg::Pg;
use diesel::result::Error;
use diesel::serialize::ToSql;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::PoolError;
#[cfg(feature = "deadpool")]
use diesel_async::{AnsiTransactionManager, TransactionManager};
use futures_util::future::BoxFuture;

use super::{AsyncBindsTenant, AsyncBoundConnection, AsyncBoundManager};
use crate::asynchronous::{AsyncPool, AsyncScope, AsyncTenantConnection, taken};
use crate::rls::TenantKind;
use crate::scope::Claim;

impl<K: Send + Sync> Claim<K> {
    /// [`scope_bound_async`](Self::scope_bound_async) on a connection from `pool`.
    ///
    /// # Errors
    ///
    /// The pool's, when it gives no connection, and inside those of
    /// [`scope_bound_async`](Self::scope_bound_async).
    pub fn scope_bound_pooled_async<'s, P, R, E, F>(
        &'s self,
        pool: &'s P,
        f: F,
    ) -> BoxFuture<'s, Result<Result<R, E>, P::Error>>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
        P: AsyncPool<Connection: AsyncBindsTenant>,
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
        Box::pin(async move {
            let mut conn = taken(pool).await?;
            Ok(self
                .scope_bound_async::<P::Connection, R, E, F>(&mut conn, f)
                .await)
        })
    }
}

#[cfg(feature = "deadpool")]
impl AsyncPool for managed::Pool<AsyncBoundManager> {
    type Connection = AsyncBoundConnection;
    type Error = managed::PoolError<PoolError>;
    type Pooled<'p> = managed::Object<AsyncBoundManager>;

    fn connection(&self) -> impl Future<Output = Result<Self::Pooled<'_>, Self::Error>> + Send {
        self.get()
    }

    fn give_back(mut pooled: Self::Pooled<'_>) {
        if AnsiTransactionManager::is_broken_transaction_manager(&mut pooled.conn) {
            drop(managed::Object::take(pooled));
        }
    }
}

#[cfg(feature = "bb8")]
impl AsyncPool for bb8::Pool<AsyncBoundManager> {
    type Connection = AsyncBoundConnection;
    type Error = bb8::RunError<PoolError>;
    type Pooled<'p> = bb8::PooledConnection<'p, AsyncBoundManager>;

    fn connection(&self) -> impl Future<Output = Result<Self::Pooled<'_>, Self::Error>> + Send {
        self.get()
    }

    fn give_back(pooled: Self::Pooled<'_>) {
        // It looks at the connection when it gets it back.
        drop(pooled);
    }
}
