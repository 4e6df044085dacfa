//! The manager of a pool whose every connection is an [`AsyncBoundConnection`].

#[cfg(feature = "deadpool")]
use deadpool::managed;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, PoolError};
use std::fmt;

use super::AsyncBoundConnection;

/// Makes the connections of a pool, deadpool or bb8, whose every connection is an
/// [`AsyncBoundConnection`]. A role to which policies do not apply gets none.
///
/// ```no_run
/// # #[cfg(feature = "deadpool")] {
/// use deadpool::managed::Pool;
/// use tenant_core::rls::AsyncBoundManager;
///
/// let manager = AsyncBoundManager::new("postgres://app@localhost/ads");
/// let pool: Pool<AsyncBoundManager> = Pool::builder(manager).build()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Made from `diesel-async`'s own manager it keeps that one's settings, such as how a
/// connection is set up with TLS.
pub struct AsyncBoundManager {
    plain: AsyncDieselConnectionManager<AsyncPgConnection>,
}

impl AsyncBoundManager {
    /// For the database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        AsyncDieselConnectionManager::new(url).into()
    }
}

impl From<AsyncDieselConnectionManager<AsyncPgConnection>> for AsyncBoundManager {
    fn from(plain: AsyncDieselConnectionManager<AsyncPgConnection>) -> Self {
        Self { plain }
    }
}

#[cfg(feature = "deadpool")]
impl managed::Manager for AsyncBoundManager {
    type Type = AsyncBoundConnection;
    type Error = PoolError;

    async fn create(&self) -> Result<AsyncBoundConnection, PoolError> {
        let conn = managed::Manager::create(&self.plain).await?;
        let asked = AsyncBoundConnection::new(conn).await;
        asked.map_err(PoolError::QueryError)
    }

    async fn recycle(
        &self,
        bound: &mut AsyncBoundConnection,
        metrics: &managed::Metrics,
    ) -> managed::RecycleResult<PoolError> {
        managed::Manager::recycle(&self.plain, &mut bound.conn, metrics).await
    }
}

#[cfg(feature = "bb8")]
impl bb8::ManageConnection for AsyncBoundManager {
    type Connection = AsyncBoundConnection;
    type Error = PoolError;

    async fn connect(&self) -> Result<AsyncBoundConnection, PoolError> {
        let conn = bb8::ManageConnection::connect(&self.plain).await?;
        let asked = AsyncBoundConnection::new(conn).await;
        asked.map_err(PoolError::QueryError)
    }

    async fn is_valid(&self, bound: &mut AsyncBoundConnection) -> Result<(), PoolError> {
        bb8::ManageConnection::is_valid(&self.plain, &mut bound.conn).await
    }

    fn has_broken(&self, bound: &mut AsyncBoundConnection) -> bool {
        bb8::ManageConnection::has_broken(&self.plain, &mut bound.conn)
    }
}

impl fmt::Debug for AsyncBoundManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URL has a password in it.
        f.debug_struct("AsyncBoundManager").finish_non_exhaustive()
    }
}
