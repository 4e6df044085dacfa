//! Scopes on connections from an r2d2 pool.

use diesel::r2d2::{ConnectionManager, Pool, PoolError, R2D2Connection};

use crate::scope::{Claim, TenantConnection};

impl<K> Claim<K> {
    /// Runs `f` with a connection from `pool`, scoped to this tenant.
    ///
    /// # Errors
    ///
    /// [`PoolError`] when the pool has no connection within its time limit. A
    /// connection that `f` leaves broken, by a panic or a lost server, is
    /// discarded by the pool on return.
    pub fn scope_pooled<C, R, F>(
        &self,
        pool: &Pool<ConnectionManager<C>>,
        f: F,
    ) -> Result<R, PoolError>
    where
        C: R2D2Connection + 'static,
        F: for<'t> FnOnce(&mut TenantConnection<'t, C, K>) -> R,
    {
        let mut conn = pool.get()?;
        Ok(self.scope::<C, R, F>(&mut conn, f))
    }
}
