//! Looking a tenant up on an async connection.

use std::future::Future;

use diesel_async::{AsyncConnectionCore, RunQueryDsl, methods};

use crate::lookup::{
    LookUp, LookUpColumn, LookUpError, LookUpStatement, Selected, TenantAlone, claimed, found,
};
use crate::scope::Claim;

impl<C, E, P> LookUp<C, E, P>
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
        LookUpStatement<C, E, P, TenantAlone>: methods::LoadQuery<'query, Conn, C::Key> + 'query,
    {
        // For the call alone: where `diesel-async` tells of the statement in it, as it
        // does on PostgreSQL.
        #[cfg(feature = "statement-wall")]
        let _sanctioned = crate::statements::Sanctioned::start();
        let keys = self.into_statement().load(conn);
        async move { found::<C, _>(keys.await).map(claimed::<C>) }
    }
}

impl<C, E, P, S> LookUp<C, E, P, Selected<S>>
where
    C: LookUpColumn<Key: Send>,
{
    /// [`claim`](LookUp::claim) on an async connection, with the selected columns.
    ///
    /// # Errors
    ///
    /// [`LookUpError`].
    pub fn claim_async<'query, Conn, R>(
        self,
        conn: &mut Conn,
    ) -> impl Future<Output = Result<(Claim<C::Key>, R), LookUpError>> + Send
    where
        Conn: AsyncConnectionCore,
        R: Send,
        LookUpStatement<C, E, P, Selected<S>>:
            methods::LoadQuery<'query, Conn, (C::Key, R)> + 'query,
    {
        #[cfg(feature = "statement-wall")]
        let _sanctioned = crate::statements::Sanctioned::start();
        let rows = self.into_statement().load(conn);
        async move {
            let (key, row) = found::<C, _>(rows.await)?;
            Ok((claimed::<C>(key), row))
        }
    }
}
