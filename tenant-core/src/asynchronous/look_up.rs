//! Looking a tenant up on an async connection.

use std::future::Future;

use diesel_async::{AsyncConnectionCore, RunQueryDsl, methods};

use crate::lookup::{LookUp, LookUpColumn, LookUpError};
use crate::scope::Claim;

impl<C, E> LookUp<C, E>
where
    C: LookUpColumn<Key: Send>,
{
    /// [`claim`](LookUp::claim) on an async connection, in no scope.
    ///
    /// # Errors
    ///
    /// [`LookUpError`].
    pub fn claim_async<'query, Conn>(
        self,
        conn: &mut Conn,
    ) -> impl Future<Output = Result<Claim<C::Key>, LookUpError>> + Send
    where
        Conn: AsyncConnectionCore,
        Self: methods::LoadQuery<'query, Conn, C::Key> + 'query,
    {
        // For the call alone: where `diesel-async` tells of the statement in it, as it
        // does on PostgreSQL.
        #[cfg(feature = "statement-wall")]
        let _sanctioned = crate::statements::Sanctioned::start();
        let keys = self.load::<C::Key>(conn);
        async move { Self::found(keys.await) }
    }
}
