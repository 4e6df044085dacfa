//! Bound scopes on connections from an r2d2 pool.

use diesel::connection::{CacheSize, Connection};
use diesel::pg::{Pg, PgConnection};
use diesel::r2d2::{
    ConnectionManager, Error as PoolConnectionError, ManageConnection, Pool, PoolError,
};
use diesel::result::Error;
use diesel::serialize::ToSql;

use super::connection::sealed;
use super::{BindsTenant, BoundConnection, PlanCacheMode, TenantKind};
use crate::scope::{Claim, TenantConnection};

impl<K> Claim<K> {
    /// [`scope_bound`](Self::scope_bound) on a connection from `pool`.
    ///
    /// # Errors
    ///
    /// [`PoolError`] when the pool has no connection within its time limit, and
    /// inside those of [`scope_bound`](Self::scope_bound).
    pub fn scope_bound_pooled<M, T, E, F>(
        &self,
        pool: &Pool<M>,
        f: F,
    ) -> Result<Result<T, E>, PoolError>
    where
        K: TenantKind + ToSql<K::SqlType, Pg>,
        M: ManageConnection<Connection: BindsTenant>,
        F: for<'t> FnOnce(
            &mut TenantConnection<'t, <M::Connection as sealed::BindsTenant>::Conn, K>,
        ) -> Result<T, E>,
        E: From<Error>,
    {
        let mut conn = pool.get()?;
        Ok(self.scope_bound::<M::Connection, T, E, F>(&mut conn, f))
    }
}

/// Makes the connections of a pool whose every connection is a
/// [`BoundConnection`]. A role to which policies do not apply gets none.
///
/// ```no_run
/// use diesel::r2d2::Pool;
/// use tenant_core::rls::BoundManager;
///
/// let pool = Pool::new(BoundManager::new("postgres://app@localhost/ads"))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BoundManager {
    plain: ConnectionManager<PgConnection>,
    statements: CacheSize,
    plans: Option<PlanCacheMode>,
}

impl BoundManager {
    /// For the database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            plain: ConnectionManager::new(url),
            statements: CacheSize::Unbounded,
            plans: None,
        }
    }

    /// Whether statements stay prepared between transactions.
    ///
    /// [`Disabled`](CacheSize::Disabled) is for poolers that do not keep track of
    /// prepared statements, such as PgBouncer before 1.21.
    ///
    /// ```no_run
    /// use diesel::connection::CacheSize;
    /// use diesel::r2d2::Pool;
    /// use tenant_core::rls::BoundManager;
    ///
    /// let manager = BoundManager::new("postgres://app@localhost:6432/ads")
    ///     .prepared_statement_cache_size(CacheSize::Disabled);
    /// let pool = Pool::new(manager)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn prepared_statement_cache_size(mut self, size: CacheSize) -> Self {
        self.statements = size;
        self
    }

    /// [`BoundConnection::plan_cache_mode`] on each connection.
    #[must_use]
    pub fn plan_cache_mode(mut self, mode: PlanCacheMode) -> Self {
        self.plans = Some(mode);
        self
    }
}

impl ManageConnection for BoundManager {
    type Connection = BoundConnection;
    type Error = PoolConnectionError;

    fn connect(&self) -> Result<BoundConnection, PoolConnectionError> {
        let mut conn = self.plain.connect()?;
        conn.set_prepared_statement_cache_size(self.statements);
        let conn = BoundConnection::new(conn).map_err(PoolConnectionError::QueryError)?;
        Ok(match self.plans {
            Some(mode) => conn.plan_cache_mode(mode),
            None => conn,
        })
    }

    fn is_valid(&self, conn: &mut BoundConnection) -> Result<(), PoolConnectionError> {
        self.plain.is_valid(&mut conn.conn)
    }

    fn has_broken(&self, conn: &mut BoundConnection) -> bool {
        self.plain.has_broken(&mut conn.conn)
    }
}
