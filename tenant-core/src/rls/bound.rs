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
use super::way::{Way, bind, unbind};
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
    /// panics. Reads like [`Connection::transaction`].
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
    ended: bool,
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
        let after = if nested {
            AnsiTransactionManager::begin_transaction(conn)?;
            Some(bind(key, true)?)
        } else {
            let binding = way.binding(key)?;
            let begun = AnsiTransactionManager::begin_transaction_sql(conn, &binding.begin);
            if let Err(error) = begun {
                // The server may be in a transaction that failed, of which
                // Diesel does not know.
                if conn.batch_execute("ROLLBACK").is_err() {
                    AnsiTransactionManager::transaction_manager_status_mut(conn).set_in_error();
                } else if is_of(&error, MESSAGE_ERROR) {
                    return Self::begin(conn, key, &Way::Alone);
                }
                return Err(understood(error));
            }
            binding.after
        };
        let open = Self {
            conn,
            nested,
            ended: false,
        };
        if let Some(bind) = after {
            open.conn.batch_execute(&bind).map_err(understood)?;
        }
        Ok(open)
    }

    fn commit(mut self) -> QueryResult<()> {
        if self.nested {
            // What is set in a savepoint holds on after it.
            let _passing = passing();
            self.conn.batch_execute(&unbind(true))?;
        }
        self.ended = true;
        AnsiTransactionManager::commit_transaction(self.conn)
    }

    fn roll_back(mut self) -> QueryResult<()> {
        self.ended = true;
        AnsiTransactionManager::rollback_transaction(self.conn)
    }
}

impl<C> Drop for BoundTransaction<'_, C>
where
    C: Connection<TransactionManager = AnsiTransactionManager>,
{
    fn drop(&mut self) {
        if !self.ended {
            // A connection that cannot roll back is marked as broken by its
            // transaction manager, and a pool discards it.
            let _ = AnsiTransactionManager::rollback_transaction(self.conn);
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
