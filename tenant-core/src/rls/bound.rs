//! Scopes that are bound to their tenant in the database, each in a
//! transaction.

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use diesel::pg::Pg;
use diesel::result::{Error, QueryResult};
use diesel::serialize::ToSql;

use super::connection::sealed;
use super::error::RoleBypassesPolicies;
use super::functions::{MESSAGE_ERROR, ROLE_ERROR};
use super::passing::passing;
use super::way::{Binding, Way, unbind};
use super::{BindsTenant, TenantKind};
use crate::scope::{Claim, TenantConnection};

impl<K> Claim<K> {
    /// Runs `f` in a transaction in which `conn` is scoped, and the database
    /// bound, to this tenant.
    ///
    /// The policies then show no other tenant's rows, to raw SQL either.
    /// `BEGIN` and the binding are one message, so that it takes as many round
    /// trips as a transaction does. The binding ends with the transaction,
    /// however that ends, and so never reaches the next user of a pooled
    /// connection, behind a pooler such as PgBouncer either.
    ///
    /// In a transaction that is open already it is a savepoint, after which
    /// nobody is bound.
    ///
    /// Committed when `f` returns `Ok`, rolled back when it returns `Err` or
    /// panics. As in any transaction of PostgreSQL, a statement that failed takes
    /// everything back, also where `f` keeps its error to itself and returns `Ok`.
    /// Reads like [`Connection::transaction`].
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use tenant_core::prelude::*;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    /// fn names(conn: &mut PgConnection, claim: &Claim<i64>) -> QueryResult<Vec<String>> {
    ///     claim.scope_bound(conn, |db| {
    ///         campaigns::table.for_tenant(db.tenant()).select(campaigns::name).load(db)
    ///     })
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever `f` returns, the database's errors, and
    /// [`RoleBypassesPolicies`] inside of a
    /// [`QueryBuilderError`](Error::QueryBuilderError). When binding fails, `f`
    /// is not called.
    pub fn scope_bound<C, T, E, F>(&self, conn: &mut C, f: F) -> Result<T, E>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
        C: BindsTenant,
        F: for<'t> FnOnce(
            &mut TenantConnection<'t, <C as sealed::BindsTenant>::Conn, K>,
        ) -> Result<T, E>,
        E: From<Error>,
    {
        let (conn, way) = conn.parts();
        let open = BoundTransaction::begin(conn, self.key(), way)?;
        let result = f(&mut TenantConnection::new(open.conn, self.shared_key()));
        match result {
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

/// A transaction that is bound to a tenant, rolled back by a panic.
struct BoundTransaction<'c, C>
where
    C: Connection<TransactionManager = AnsiTransactionManager>,
{
    conn: &'c mut C,
    /// In a transaction of somebody else's.
    nested: bool,
    stage: Stage,
}

/// How far a transaction has come.
#[derive(Clone, Copy)]
enum Stage {
    /// Its beginning or its end is on the way to the server.
    Sent,
    Open,
    Ended,
}

impl<'c, C> BoundTransaction<'c, C>
where
    C: Connection<TransactionManager = AnsiTransactionManager>,
{
    fn begin<K>(conn: &'c mut C, key: &K, way: &Way) -> QueryResult<Self>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
    {
        let _passing = passing();
        let status = AnsiTransactionManager::transaction_manager_status_mut(conn);
        let nested = status.transaction_depth()?.is_some();
        // A key that is none is an error before anything is sent.
        let binding = if nested {
            Way::Alone.binding(key)?
        } else {
            way.binding(key)?
        };
        let mut open = Self {
            conn,
            nested,
            stage: Stage::Sent,
        };
        let after = match open.send(binding) {
            Err(error) if is_of(&error, MESSAGE_ERROR) => {
                Way::Alone.binding(key).and_then(|alone| open.send(alone))
            }
            sent => sent,
        };
        open.stage = if after.is_ok() {
            Stage::Open
        } else {
            Stage::Ended
        };
        if let Some(bind) = after.map_err(understood)? {
            open.conn.batch_execute(&bind).map_err(understood)?;
        }
        Ok(open)
    }

    /// Begins the transaction. Given back is what is left to be sent.
    fn send(&mut self, binding: Binding) -> QueryResult<Option<String>> {
        if self.nested {
            AnsiTransactionManager::begin_transaction(self.conn)?;
        } else if let Err(error) =
            AnsiTransactionManager::begin_transaction_sql(self.conn, &binding.begin)
        {
            // The server may be in a transaction that failed, of which
            // Diesel does not know.
            if self.conn.batch_execute("ROLLBACK").is_err() {
                AnsiTransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
            }
            return Err(error);
        }
        Ok(binding.after)
    }

    fn commit(mut self) -> QueryResult<()> {
        if self.nested {
            // What is set in a savepoint holds on after it.
            let _passing = passing();
            self.conn.batch_execute(&unbind(true))?;
        }
        self.stage = Stage::Sent;
        let committed = AnsiTransactionManager::commit_transaction(self.conn);
        self.stage = Stage::Ended;
        committed
    }

    fn roll_back(mut self) -> QueryResult<()> {
        self.stage = Stage::Sent;
        let rolled_back = AnsiTransactionManager::rollback_transaction(self.conn);
        self.stage = Stage::Ended;
        rolled_back
    }
}

impl<C> Drop for BoundTransaction<'_, C>
where
    C: Connection<TransactionManager = AnsiTransactionManager>,
{
    fn drop(&mut self) {
        match self.stage {
            // A panic of the connection's instrumentation: nobody knows what is
            // open.
            Stage::Sent => {
                AnsiTransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
            }
            // A connection that cannot roll back is marked as broken by its
            // transaction manager, and a pool discards it.
            Stage::Open => {
                let _ = AnsiTransactionManager::rollback_transaction(self.conn);
            }
            Stage::Ended => {}
        }
    }
}

/// The errors of the binding function, as this crate's own.
pub(super) fn understood(error: Error) -> Error {
    if is_of(&error, ROLE_ERROR) {
        Error::QueryBuilderError(Box::new(RoleBypassesPolicies))
    } else {
        error
    }
}

/// Is it the binding function's error of this name?
pub(super) fn is_of(error: &Error, name: &str) -> bool {
    matches!(error, Error::DatabaseError(_, information) if information.constraint_name() == Some(name))
}
