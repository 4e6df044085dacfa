//! The connection on which only scoped statements run.

use std::fmt;
use std::sync::Arc;

use diesel::connection::{Connection, TransactionManager, TransactionManagerStatus};

use crate::scope::TenantId;

/// A connection inside the scope of one tenant.
///
/// It runs statements that were scoped with its own [`tenant`](Self::tenant)
/// token and no others, and gives no way to the connection underneath; only
/// [`danger`](crate::danger) has one. `'t` is the scope's brand and can be left
/// out of signatures: `fn recent(db: &mut TenantConnection<'_, C, K>)`.
///
/// When it is dropped by a panic, transactions that were opened inside the
/// scope are rolled back, so that the connection underneath is clean.
pub struct TenantConnection<'t, C, K>
where
    C: Connection,
{
    conn: &'t mut C,
    id: TenantId<'t, K>,
    /// How many transactions were open when the scope began.
    depth: Option<u32>,
}

impl<'t, C, K> TenantConnection<'t, C, K>
where
    C: Connection,
{
    pub(crate) fn new(conn: &'t mut C, key: &'t Arc<K>) -> Self {
        let depth = transaction_depth(conn);
        Self {
            conn,
            id: TenantId::new(key),
            depth,
        }
    }

    /// The token from which statements of this scope are built.
    pub fn tenant(&self) -> TenantId<'t, K> {
        self.id
    }

    pub(crate) fn raw(&mut self) -> &mut C {
        self.conn
    }
}

impl<C, K> fmt::Debug for TenantConnection<'_, C, K>
where
    C: Connection,
    K: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantConnection")
            .field("tenant", self.id.key())
            .finish_non_exhaustive()
    }
}

impl<C, K> Drop for TenantConnection<'_, C, K>
where
    C: Connection,
{
    fn drop(&mut self) {
        if std::thread::panicking() {
            while transaction_depth(self.conn) > self.depth {
                if C::TransactionManager::rollback_transaction(self.conn).is_err() {
                    break;
                }
            }
        }
    }
}

/// The number of open transactions; `None` for none and for a broken manager.
fn transaction_depth<C: Connection>(conn: &mut C) -> Option<u32> {
    match C::TransactionManager::transaction_manager_status_mut(conn) {
        TransactionManagerStatus::Valid(status) => status.transaction_depth().map(u32::from),
        TransactionManagerStatus::InError => None,
    }
}
