//! Connections that stay bound to a tenant between statements.

use std::fmt;

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use diesel::pg::Pg;
use diesel::result::{Error, QueryResult};
use diesel::serialize::ToSql;

use super::TenantKind;
use super::bound::understood;
use super::passing::passing;
use super::way::{ANEW, bind, unbind};
use crate::scope::{Claim, TenantConnection};

/// A connection that is bound to one tenant after another, by its session
/// rather than by a transaction.
///
/// For direct connections only, never behind a pooler that hands a session to
/// several clients: there whoever binds last binds them all, and raw SQL sees that
/// tenant's rows. Nothing here can tell. In return statements need no transaction
/// around them, and scopes of the same tenant, one after another, bind it once.
#[must_use = "nobody is bound until a scope begins"]
pub struct BoundSession<'c, C>
where
    C: Connection<Backend = Pg, TransactionManager = AnsiTransactionManager>,
{
    conn: &'c mut C,
    /// The call that bound the tenant.
    bound: Option<String>,
    /// May somebody be bound?
    dirty: bool,
}

impl<C> BoundSession<'_, C>
where
    C: Connection<Backend = Pg, TransactionManager = AnsiTransactionManager>,
{
    /// Runs `f` with a session on `conn` that is bound to nobody, and is again
    /// when `f` returns or panics. A connection of which that is not certain is
    /// marked as broken, so that a pool discards it.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use tenant_core::prelude::*;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    /// use tenant_core::rls::BoundSession;
    ///
    /// fn report(conn: &mut PgConnection, claims: &[Claim<i64>]) -> QueryResult<()> {
    ///     BoundSession::with(conn, |session| {
    ///         for claim in claims {
    ///             let count: i64 = session.scope(claim, |db| {
    ///                 campaigns::table.for_tenant(db.tenant()).count().get_result(db)
    ///             })??;
    ///             println!("{}: {count}", claim.key());
    ///         }
    ///         Ok(())
    ///     })
    /// }
    /// # fn main() {}
    /// ```
    pub fn with<R, F>(conn: &mut C, f: F) -> R
    where
        F: FnOnce(&mut BoundSession<'_, C>) -> R,
    {
        let mut session = BoundSession {
            conn,
            bound: None,
            dirty: false,
        };
        f(&mut session)
    }

    /// Runs `f` with the connection scoped, and the session bound, to a tenant.
    ///
    /// Bound anew only when it is another tenant than the last.
    ///
    /// # Errors
    ///
    /// The database's, [`RoleBypassesPolicies`](super::RoleBypassesPolicies)
    /// inside of a [`QueryBuilderError`](Error::QueryBuilderError), and
    /// [`AlreadyInTransaction`](Error::AlreadyInTransaction), because the end of
    /// a transaction could take the binding back. Then `f` is not called, and
    /// nobody is bound. A transaction that raw SQL left open is rolled back.
    pub fn scope<K, R, F>(&mut self, claim: &Claim<K>, f: F) -> QueryResult<R>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
        F: for<'t> FnOnce(&mut TenantConnection<'t, C, K>) -> R,
    {
        let status = AnsiTransactionManager::transaction_manager_status_mut(self.conn);
        if status.transaction_depth()?.is_some() {
            return Err(Error::AlreadyInTransaction);
        }
        let bind = match bind(claim.key(), false) {
            Ok(bind) => bind,
            Err(error) => {
                self.release();
                return Err(error);
            }
        };
        if self.bound.as_ref() != Some(&bind) {
            self.dirty = true;
            let bound = {
                let _passing = passing();
                self.conn.batch_execute(&format!("{ANEW}{bind}"))
            };
            if let Err(error) = bound {
                self.release();
                return Err(understood(error));
            }
            self.bound = Some(bind);
        }
        Ok(f(&mut TenantConnection::new(self.conn, claim.shared_key())))
    }

    /// Leaves nobody bound, or the connection unusable.
    fn release(&mut self) {
        if !self.dirty {
            return;
        }
        self.bound = None;
        let _passing = passing();
        let unbind = format!("{ANEW}{}", unbind(false));
        let mut unbound = self.conn.batch_execute(&unbind);
        // A transaction that failed takes nothing but its end.
        if unbound.is_err() && self.conn.batch_execute("ROLLBACK").is_ok() {
            unbound = self.conn.batch_execute(&unbind);
        }
        if unbound.is_err() {
            // Without the function the settings are still there to be reset.
            let _ = self.conn.batch_execute("CLOSE ALL; RESET ALL");
            AnsiTransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
        }
        self.dirty = false;
    }
}

impl<C> Drop for BoundSession<'_, C>
where
    C: Connection<Backend = Pg, TransactionManager = AnsiTransactionManager>,
{
    fn drop(&mut self) {
        self.release();
    }
}

impl<C> fmt::Debug for BoundSession<'_, C>
where
    C: Connection<Backend = Pg, TransactionManager = AnsiTransactionManager>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundSession")
            .field("bound", &self.bound.is_some())
            .finish_non_exhaustive()
    }
}
