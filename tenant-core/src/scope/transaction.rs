//! Transactions and savepoints inside a scope.

use diesel::connection::{Connection, TransactionManager};
use diesel::result::{Error, QueryResult};

use crate::scope::TenantConnection;

impl<'t, C, K> TenantConnection<'t, C, K>
where
    C: Connection,
{
    /// Runs `f` in a transaction, or in a savepoint when one is open already.
    ///
    /// Committed when `f` returns `Ok`, rolled back when it returns `Err` or
    /// panics. Reads like [`Connection::transaction`].
    ///
    /// # Errors
    ///
    /// Whatever `f` returns, and the database's errors at `BEGIN`, `COMMIT` and
    /// `ROLLBACK`.
    pub fn transaction<T, E, F>(&mut self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Self) -> Result<T, E>,
        E: From<Error>,
    {
        C::TransactionManager::begin_transaction(self.raw())?;
        let open = Open {
            db: self,
            ended: false,
        };
        match f(open.db) {
            Ok(value) => {
                open.commit()?;
                Ok(value)
            }
            Err(error) => match open.roll_back() {
                // The first error is likely what broke the transaction.
                Ok(()) | Err(Error::BrokenTransactionManager) => Err(error),
                Err(rollback_error) => Err(rollback_error.into()),
            },
        }
    }
}

/// An open transaction, rolled back by a panic.
struct Open<'a, 't, C: Connection, K> {
    db: &'a mut TenantConnection<'t, C, K>,
    ended: bool,
}

impl<C: Connection, K> Open<'_, '_, C, K> {
    fn commit(mut self) -> QueryResult<()> {
        self.ended = true;
        C::TransactionManager::commit_transaction(self.db.raw())
    }

    fn roll_back(mut self) -> QueryResult<()> {
        self.ended = true;
        C::TransactionManager::rollback_transaction(self.db.raw())
    }
}

impl<C: Connection, K> Drop for Open<'_, '_, C, K> {
    fn drop(&mut self) {
        if !self.ended {
            // A connection that cannot roll back is marked as broken by its
            // transaction manager, and a pool discards it.
            let _ = C::TransactionManager::rollback_transaction(self.db.raw());
        }
    }
}
