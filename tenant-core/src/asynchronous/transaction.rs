//! Transactions and savepoints inside an async scope.

use std::future::Future;

use diesel::result::{Error, QueryResult};
use diesel_async::{AsyncConnection, TransactionManager};
use futures_util::future::BoxFuture;

use crate::asynchronous::{AsyncScope, AsyncTenantConnection};

impl<'t, C, K> AsyncTenantConnection<'t, C, K>
where
    C: AsyncConnection,
    K: Send + Sync,
{
    /// Runs the async closure `f` in a transaction, or in a savepoint when one is
    /// open already.
    ///
    /// Committed when `f` returns `Ok`, rolled back when it returns `Err`. When
    /// `f` panics, or this future is dropped before it is done, the connection is
    /// broken, as said at [`AsyncTenantConnection`]: nothing is committed. Only a
    /// future dropped while `COMMIT` is on its way leaves open whether the server
    /// has it; then all of the transaction is committed or nothing.
    ///
    /// # Errors
    ///
    /// Whatever `f` returns, and the database's errors at `BEGIN`, `COMMIT` and
    /// `ROLLBACK`.
    pub fn transaction<'c, R, E, F>(&'c mut self, f: F) -> impl Future<Output = Result<R, E>> + Send
    where
        F: for<'r> AsyncFnOnce(&'r mut Self) -> Result<R, E>
            + for<'r> AsyncScope<&'r mut Self, Result<R, E>, Future: Send>
            + Send
            + 'c,
        R: Send + 'c,
        E: From<Error> + Send + 'c,
    {
        async move {
            let open = Open::begin(self).await?;
            let result = named(f, &mut *open.db).await;
            open.end(result).await
        }
    }
}

/// The future of `f` as one that is `Send` for each brand: with the type that the
/// closure gives it, rustc asks that of all brands at once.
pub(crate) fn named<'r, 't, C, K, R, F>(
    f: F,
    db: &'r mut AsyncTenantConnection<'t, C, K>,
) -> BoxFuture<'r, R>
where
    F: AsyncScope<&'r mut AsyncTenantConnection<'t, C, K>, R, Future: Send + 'r>,
{
    let future: F::Future = f(db);
    Box::pin(future)
}

/// A transaction that is open, or on its way to be. Dropped before its end, it
/// leaves the connection broken: there is nothing to await in a `Drop`.
pub(crate) struct Open<'c, 't, C: AsyncConnection, K> {
    pub(crate) db: &'c mut AsyncTenantConnection<'t, C, K>,
    ended: bool,
}

impl<'c, 't, C: AsyncConnection, K> Open<'c, 't, C, K> {
    /// # Errors
    ///
    /// The database's at `BEGIN`, and
    /// [`BrokenTransactionManager`](Error::BrokenTransactionManager).
    pub(super) async fn begin(db: &'c mut AsyncTenantConnection<'t, C, K>) -> QueryResult<Self> {
        let open = Self::beginning(db)?;
        let begun = C::TransactionManager::begin_transaction(open.db.raw()).await;
        open.begun(begun)
    }

    /// Before anything is sent that begins one.
    pub(crate) fn beginning(db: &'c mut AsyncTenantConnection<'t, C, K>) -> QueryResult<Self> {
        db.usable()?;
        Ok(Self { db, ended: false })
    }

    /// After it was answered: an error leaves nothing open.
    pub(crate) fn begun(mut self, begun: QueryResult<()>) -> QueryResult<Self> {
        self.ended = begun.is_err();
        begun.map(|()| self)
    }

    /// Commits what ended well, and rolls back what did not.
    pub(crate) async fn end<R, E: From<Error>>(mut self, result: Result<R, E>) -> Result<R, E> {
        let conn = self.db.raw();
        let ended = match &result {
            Ok(_) => C::TransactionManager::commit_transaction(conn).await,
            Err(_) => C::TransactionManager::rollback_transaction(conn).await,
        };
        self.ended = true;
        match (result, ended) {
            (result, Ok(())) => result,
            // The first error is likely what broke the transaction.
            (Err(error), Err(Error::BrokenTransactionManager)) => Err(error),
            (_, Err(error)) => Err(error.into()),
        }
    }
}

impl<C: AsyncConnection, K> Drop for Open<'_, '_, C, K> {
    fn drop(&mut self) {
        if !self.ended {
            self.db.give_up();
        }
    }
}
