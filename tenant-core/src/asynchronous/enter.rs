//! Entering a scope: by async closure, or by guard.

use std::future::Future;

use diesel_async::AsyncConnection;
use futures_util::future::BoxFuture;
use generativity::Guard;

use crate::asynchronous::AsyncTenantConnection;
use crate::scope::Claim;

/// An async closure whose future has a name, so that it can be asked to be
/// `Send`.
///
/// Implemented for all of them; it stands beside `AsyncFnOnce` in bounds, which
/// alone cannot say it.
pub trait AsyncScope<T, R>:
    AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as AsyncScope<T, R>>::Future
{
    /// What the closure returns.
    type Future: Future<Output = R>;
}

impl<F, T, R, Fut> AsyncScope<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Future = Fut;
}

/// An async connection on which a plain scope can be opened: every one of
/// `diesel-async`'s.
#[diagnostic::on_unimplemented(
    message = "no plain async scope can be opened on this connection",
    label = "has to be bound, or is not a connection of `diesel-async`'s",
    note = "on an `AsyncBoundConnection` write `scope_bound_async`, and on a pool of them \
            `scope_bound_pooled_async`: its statements run with the tenant bound, and in no other way",
    note = "of a connection from a pool pass what is inside, `&mut *conn`",
    note = "on a connection that blocks write `scope`"
)]
pub trait OpensScopeAsync: Send {
    /// As of [`OpensScope`](crate::scope::OpensScope).
    #[doc(hidden)]
    type Conn: AsyncConnection;

    #[doc(hidden)]
    fn conn(&mut self) -> &mut Self::Conn;
}

#[diagnostic::do_not_recommend]
impl<C: AsyncConnection> OpensScopeAsync for C {
    type Conn = C;

    fn conn(&mut self) -> &mut C {
        self
    }
}

impl<K: Send + Sync> Claim<K> {
    /// Runs the async closure `f` with `conn` scoped to this tenant.
    ///
    /// As [`scope`](Claim::scope): nothing is sent when the scope begins or ends,
    /// and nothing of it can leave the closure. The future is `Send` and may live
    /// in a spawned task.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use diesel_async::AsyncConnection;
    /// use tenant_core::prelude::*;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    ///
    /// async fn names<C>(claim: &Claim<i64>, conn: &mut C) -> QueryResult<Vec<String>>
    /// where
    ///     C: AsyncConnection<Backend = diesel::sqlite::Sqlite>,
    /// {
    ///     claim
    ///         .scope_async(conn, async |db| {
    ///             campaigns::table
    ///                 .for_tenant(db.tenant())
    ///                 .select(campaigns::name)
    ///                 .load_async(db)
    ///                 .await
    ///         })
    ///         .await
    /// }
    /// # fn main() {}
    /// ```
    pub fn scope_async<'s, C, R, F>(&'s self, conn: &'s mut C, f: F) -> BoxFuture<'s, R>
    where
        C: OpensScopeAsync,
        R: Send + 's,
        F: for<'c, 't> AsyncFnOnce(&'c mut AsyncTenantConnection<'t, C::Conn, K>) -> R
            + for<'c, 't> AsyncScope<&'c mut AsyncTenantConnection<'t, C::Conn, K>, R, Future: Send>
            + Send
            + 's,
    {
        Box::pin(async move {
            f(&mut AsyncTenantConnection::new(
                conn.conn(),
                self.shared_key(),
            ))
            .await
        })
    }

    /// Scopes `conn` to this tenant until the end of the enclosing block, across
    /// awaits.
    ///
    /// As [`enter`](Claim::enter), with a guard from
    /// [`scope_guard!`](crate::scope_guard).
    #[must_use = "a scope does nothing until a statement runs on its connection"]
    pub fn enter_async<'t, C>(
        &'t self,
        _guard: Guard<'t>,
        conn: &'t mut C,
    ) -> AsyncTenantConnection<'t, C::Conn, K>
    where
        C: OpensScopeAsync,
    {
        AsyncTenantConnection::new(conn.conn(), self.shared_key())
    }
}
