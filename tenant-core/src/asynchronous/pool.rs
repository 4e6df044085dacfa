//! Scopes on connections from a pool: deadpool or bb8.

use std::error::Error;
use std::future::Future;
use std::ops::DerefMut;

use diesel::dsl::{AsExprOf, select};
use diesel::query_builder::{QueryFragment, SqlQuery};
use diesel::sql_types::Integer;
#[cfg(feature = "deadpool")]
use diesel_async::TransactionManager;
use diesel_async::methods::LoadQuery;
use diesel_async::pooled_connection::PoolableConnection;
#[cfg(feature = "bb8")]
use diesel_async::pooled_connection::bb8;
#[cfg(feature = "deadpool")]
use diesel_async::pooled_connection::deadpool;

use futures_util::future::BoxFuture;

use crate::asynchronous::{AsyncScope, AsyncTenantConnection, OpensScopeAsync};
use crate::scope::Claim;

/// A pool of async connections: the `Pool` of `diesel-async`'s
/// `pooled_connection::deadpool` or `pooled_connection::bb8`.
#[diagnostic::on_unimplemented(
    message = "this is no pool of async connections",
    label = "neither `diesel-async`'s deadpool nor its bb8",
    note = "the pools are `diesel_async::pooled_connection::deadpool::Pool` and \
            `diesel_async::pooled_connection::bb8::Pool`, behind the features `deadpool` and `bb8`"
)]
pub trait AsyncPool: Sync {
    /// The connections in it.
    type Connection: Send;

    /// Why it gave none.
    type Error: Error + Send;

    /// A connection, until it is dropped.
    type Pooled<'p>: DerefMut<Target = Self::Connection> + Send
    where
        Self: 'p;

    #[doc(hidden)]
    fn connection(&self) -> impl Future<Output = Result<Self::Pooled<'_>, Self::Error>> + Send;

    /// Gives a connection back, and closes one that is of no use any more.
    #[doc(hidden)]
    fn give_back(pooled: Self::Pooled<'_>);
}

#[cfg(feature = "deadpool")]
impl<C> AsyncPool for deadpool::Pool<C>
where
    C: PoolableConnection + 'static,
    // As `diesel-async` asks for them, to ping.
    for<'a> select<AsExprOf<i32, Integer>>: LoadQuery<'a, C, i32>,
    SqlQuery: QueryFragment<C::Backend>,
{
    type Connection = C;
    type Error = deadpool::PoolError;
    type Pooled<'p>
        = deadpool::Object<C>
    where
        Self: 'p;

    fn connection(&self) -> impl Future<Output = Result<Self::Pooled<'_>, Self::Error>> + Send {
        self.get()
    }

    fn give_back(mut pooled: Self::Pooled<'_>) {
        if C::TransactionManager::is_broken_transaction_manager(&mut pooled) {
            // In the pool it would stay open, and its transaction with it, until
            // somebody asks for a connection.
            drop(deadpool::Object::take(pooled));
        }
    }
}

#[cfg(feature = "bb8")]
impl<C> AsyncPool for bb8::Pool<C>
where
    C: PoolableConnection + 'static,
    for<'a> select<AsExprOf<i32, Integer>>: LoadQuery<'a, C, i32>,
    SqlQuery: QueryFragment<C::Backend>,
{
    type Connection = C;
    type Error = bb8::RunError;
    type Pooled<'p>
        = bb8::PooledConnection<'p, C>
    where
        Self: 'p;

    fn connection(&self) -> impl Future<Output = Result<Self::Pooled<'_>, Self::Error>> + Send {
        self.get()
    }

    fn give_back(pooled: Self::Pooled<'_>) {
        // It looks at the connection when it gets it back.
        drop(pooled);
    }
}

impl<K: Send + Sync> Claim<K> {
    /// Runs the async closure `f` with a connection from `pool`, scoped to this
    /// tenant.
    ///
    /// The future is `Send`, and may be dropped at any await: a connection that
    /// it leaves in a transaction is discarded by the pool.
    ///
    /// # Errors
    ///
    /// The pool's, when it gives no connection.
    pub fn scope_pooled_async<'s, P, C, R, F>(
        &'s self,
        pool: &'s P,
        f: F,
    ) -> BoxFuture<'s, Result<R, P::Error>>
    where
        P: AsyncPool<Connection = C>,
        C: OpensScopeAsync,
        R: Send + 's,
        F: for<'c, 't> AsyncFnOnce(&'c mut AsyncTenantConnection<'t, C::Conn, K>) -> R
            + for<'c, 't> AsyncScope<&'c mut AsyncTenantConnection<'t, C::Conn, K>, R, Future: Send>
            + Send
            + 's,
    {
        Box::pin(async move {
            let mut conn = taken(pool).await?;
            Ok(self.scope_async::<C, R, F>(&mut conn, f).await)
        })
    }
}

/// A connection from `pool`, discarded in the end where it is broken.
pub(crate) async fn taken<P: AsyncPool>(
    pool: &P,
) -> Result<impl DerefMut<Target = P::Pooled<'_>> + Send, P::Error> {
    let conn = pool.connection().await?;
    Ok(scopeguard::guard(conn, P::give_back))
}
