//! Entering a scope: by closure, or by guard where a closure is in the way.

use diesel::connection::Connection;
use generativity::Guard;

use crate::scope::{Claim, TenantConnection};

/// A connection on which a plain scope can be opened: every one of Diesel's.
#[diagnostic::on_unimplemented(
    message = "no plain scope can be opened on this connection",
    label = "has to be bound, or is not a connection of Diesel's",
    note = "on a `BoundConnection` write `scope_bound`, and on a pool of them `scope_bound_pooled`: its \
            statements run with the tenant bound, and in no other way",
    note = "on an async connection write `scope_async`, and on an `AsyncBoundConnection` \
            `scope_bound_async`"
)]
pub trait OpensScope {
    /// The connection itself. Where there is none, nothing in the scope is an error too.
    #[doc(hidden)]
    type Conn: Connection;

    #[doc(hidden)]
    fn conn(&mut self) -> &mut Self::Conn;
}

#[diagnostic::do_not_recommend]
impl<C: Connection> OpensScope for C {
    type Conn = C;

    fn conn(&mut self) -> &mut C {
        self
    }
}

impl<K> Claim<K> {
    /// Runs `f` with `conn` scoped to this tenant.
    ///
    /// Nothing is sent when the scope begins or ends: it costs nothing at run
    /// time, and a scope that is never used leaves no trace.
    ///
    /// Neither the connection nor its token nor anything built from it can leave
    /// the closure. A scope of another tenant can be opened inside, on another
    /// connection; the two cannot be mixed.
    pub fn scope<C, R, F>(&self, conn: &mut C, f: F) -> R
    where
        C: OpensScope,
        F: for<'t> FnOnce(&mut TenantConnection<'t, C::Conn, K>) -> R,
    {
        f(&mut TenantConnection::new(conn.conn(), self.shared_key()))
    }

    /// Scopes `conn` to this tenant until the end of the enclosing block.
    ///
    /// For code into which a closure does not fit. The guard comes from
    /// [`scope_guard!`](crate::scope_guard) and makes this scope's brand, which
    /// no other scope has.
    ///
    /// ```
    /// # #[cfg(feature = "sqlite")] {
    /// use diesel::prelude::*;
    /// use tenant_core::danger;
    ///
    /// let claim = danger::assume_tenant(5_i64, "an example in the documentation")?;
    /// let mut conn = SqliteConnection::establish(":memory:")?;
    ///
    /// tenant_core::scope_guard!(guard);
    /// let db = claim.enter(guard, &mut conn);
    /// assert_eq!(db.tenant().key(), &5);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use = "a scope does nothing until a statement runs on its connection"]
    pub fn enter<'t, C>(
        &'t self,
        _guard: Guard<'t>,
        conn: &'t mut C,
    ) -> TenantConnection<'t, C::Conn, K>
    where
        C: OpensScope,
    {
        TenantConnection::new(conn.conn(), self.shared_key())
    }
}

/// Makes the guard for [`Claim::enter`]: a brand that is used once.
#[macro_export]
macro_rules! scope_guard {
    ($name:ident) => {
        $crate::__private::generativity::make_guard!($name);
    };
}
