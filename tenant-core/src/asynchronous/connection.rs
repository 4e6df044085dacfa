//! The async connection on which only scoped statements run.

use std::fmt;
use std::sync::Arc;

use diesel::connection::TransactionManagerStatus;
use diesel::result::{Error, QueryResult};
use diesel_async::{AsyncConnection, TransactionManager};

use crate::scope::{LookedUp, Running, TenantId};

/// An async connection inside the scope of one tenant.
///
/// What [`TenantConnection`](crate::TenantConnection) is for blocking
/// connections. `'t` is the scope's brand and can be left out of signatures:
/// `async fn recent(db: &mut AsyncTenantConnection<'_, C, K>)`.
///
/// # Cancellation
///
/// A future of this crate may be dropped at any await. Dropping one that is in a
/// [`transaction`](Self::transaction) marks the connection as broken: a pool
/// discards it, the server rolls back, and until then every further statement of
/// the scope ends with
/// [`BrokenTransactionManager`](diesel::result::Error::BrokenTransactionManager).
/// So does a panic. A single statement that was sent outside of a transaction is
/// the server's to finish.
///
/// On SQLite, through `SyncConnectionWrapper`, a statement that is running cannot be
/// left: dropping its future waits for it, and needs tokio's multi-thread runtime.
pub struct AsyncTenantConnection<'t, C, K> {
    conn: &'t mut C,
    id: TenantId<'t, K>,
    broken: bool,
}

impl<'t, C, K> AsyncTenantConnection<'t, C, K> {
    pub(crate) fn new(conn: &'t mut C, key: &'t Arc<K>) -> Self
    where
        C: AsyncConnection,
    {
        let broken = is_broken(conn);
        Self {
            conn,
            id: TenantId::new(key),
            broken,
        }
    }

    /// The token from which statements of this scope are built.
    pub fn tenant(&self) -> TenantId<'t, K> {
        self.id
    }

    pub(crate) fn raw(&mut self) -> &mut C {
        self.conn
    }

    pub(super) fn shared(&self) -> &C {
        self.conn
    }

    /// [`rendered`] on this connection.
    ///
    /// # Errors
    ///
    /// As of [`usable`](Self::usable).
    pub(super) fn render<'c, F>(
        &'c mut self,
        f: impl FnOnce(&'c mut C) -> F,
    ) -> QueryResult<(F, LookedUp)> {
        rendered(self.broken, self.id, || f(self.conn))
    }

    /// # Errors
    ///
    /// [`BrokenTransactionManager`](Error::BrokenTransactionManager) on a
    /// connection that was left in a transaction.
    pub(super) fn usable(&self) -> QueryResult<()> {
        usable(self.broken)
    }

    /// Nobody knows what is open on the connection.
    pub(super) fn give_up(&mut self)
    where
        C: AsyncConnection,
    {
        self.broken = true;
        C::TransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
    }
}

/// Calls `f`, which makes a statement's text and binds and returns the future that
/// sends them, as the running scope.
///
/// The statement cannot be in that future: `diesel-async` does not ask for it to be
/// `Send`, but promises that of the future. So the mark is set for the call alone.
pub(super) fn rendered<K, F>(
    broken: bool,
    id: TenantId<'_, K>,
    f: impl FnOnce() -> F,
) -> QueryResult<(F, LookedUp)> {
    usable(broken)?;
    let running = Running::start(id.key());
    let sent = f();
    Ok((sent, running.looked_up()))
}

fn usable(broken: bool) -> QueryResult<()> {
    if broken {
        Err(Error::BrokenTransactionManager)
    } else {
        Ok(())
    }
}

/// Was the connection left in a transaction, or while one began?
fn is_broken<C: AsyncConnection>(conn: &mut C) -> bool {
    match C::TransactionManager::transaction_manager_status_mut(conn) {
        TransactionManagerStatus::InError => true,
        TransactionManagerStatus::Valid(status) => {
            // With one open, the manager cannot be asked: it says broken to any.
            status.transaction_depth().is_none()
                && C::TransactionManager::is_broken_transaction_manager(conn)
        }
    }
}

impl<C, K: fmt::Debug> fmt::Debug for AsyncTenantConnection<'_, C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncTenantConnection")
            .field("tenant", self.id.key())
            .finish_non_exhaustive()
    }
}
