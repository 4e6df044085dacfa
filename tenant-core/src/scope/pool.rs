//! Scopes on connections from an r2d2 pool.

use diesel::r2d2::{ManageConnection, Pool, PoolError};

use crate::scope::{Claim, OpensScope, TenantConnection};

impl<K> Claim<K> {
    /// Runs `f` with a connection from `pool`, scoped to this tenant.
    ///
    /// # Errors
    ///
    /// [`PoolError`] when the pool has no connection within its time limit. A
    /// connection that `f` leaves broken, by a panic or a lost server, is
    /// discarded by the pool on return.
    pub fn scope_pooled<M, C, R, F>(&self, pool: &Pool<M>, f: F) -> Result<R, PoolError>
    where
        M: ManageConnection<Connection = C>,
        C: OpensScope,
        F: for<'t> FnOnce(&mut TenantConnection<'t, C::Conn, K>) -> R,
    {
        let mut conn = pool.get()?;
        Ok(self.scope::<C, R, F>(&mut conn, f))
    }
}
