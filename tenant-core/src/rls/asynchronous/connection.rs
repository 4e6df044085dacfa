//! Async connections that are known to be subject to policies.

use std::fmt;

use diesel::dsl::sql;
use diesel::result::QueryResult;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::rls::bound::understood;
use crate::rls::functions::SCHEMA;
use crate::rls::passing::passing;
use crate::rls::plan_cache::PlanCacheMode;
use crate::rls::way::Way;

/// An async connection on which bound scopes can be opened.
///
/// `diesel-async`'s own, of which nothing is known, so that each scope asks the
/// database whether policies apply to its role; and [`AsyncBoundConnection`], which
/// has asked once.
#[diagnostic::on_unimplemented(
    message = "no bound async scope can be opened on this",
    label = "neither an `AsyncPgConnection` nor an `AsyncBoundConnection`",
    note = "of a connection from a pool pass what is inside, `&mut *conn`, or pass the pool to \
            `Claim::scope_bound_pooled_async`",
    note = "policies are PostgreSQL's; on other databases use `Claim::scope_async`",
    note = "on a `PgConnection`, which blocks, use `Claim::scope_bound`"
)]
pub trait AsyncBindsTenant: sealed::AsyncBindsTenant {}

impl<C: sealed::AsyncBindsTenant> AsyncBindsTenant for C {}

pub(super) mod sealed {
    use super::{AsyncPgConnection, Way};

    /// What the public trait keeps to itself.
    pub trait AsyncBindsTenant {
        /// The connection, and how tenants are bound on it.
        #[allow(private_interfaces, reason = "sealed: called in this module alone")]
        fn parts(&mut self) -> (&mut AsyncPgConnection, &Way);
    }
}

#[allow(private_interfaces, reason = "sealed: called in this module alone")]
impl sealed::AsyncBindsTenant for AsyncPgConnection {
    fn parts(&mut self) -> (&mut AsyncPgConnection, &Way) {
        (self, &Way::Together)
    }
}

/// An async connection that runs nothing outside of bound scopes.
///
/// What [`BoundConnection`](crate::rls::BoundConnection) is for blocking
/// connections: it asked once whether policies apply to its role, and how tenants
/// are bound, which makes its scopes cheaper.
///
/// `AsyncBoundManager` fills a pool with them. It is no connection to `diesel-async`:
/// a plain scope on it, and a statement in no scope, do not compile.
pub struct AsyncBoundConnection {
    pub(super) conn: AsyncPgConnection,
    way: Way,
}

impl AsyncBoundConnection {
    /// Asks the database about the role of `conn`.
    ///
    /// # Errors
    ///
    /// [`RoleBypassesPolicies`](crate::rls::RoleBypassesPolicies) inside of a
    /// [`QueryBuilderError`](diesel::result::Error::QueryBuilderError), and the
    /// database's, where the migrations are not there.
    pub async fn new(mut conn: AsyncPgConnection) -> QueryResult<Self> {
        let question = diesel::select(sql::<Text>(&format!("{SCHEMA}.binding()")));
        let answer = {
            let _passing = passing();
            question.get_result::<String>(&mut conn)
        };
        let way = answer.await.map_err(understood)?;
        Ok(Self {
            conn,
            way: Way::parse(&way),
        })
    }

    /// Runs the prepared statements of its scopes with plans of this mode.
    ///
    /// It is sent with the binding, takes no round trip of its own, and ends with
    /// each transaction, so that it reaches no other client behind a pooler either.
    /// It pays where statements stay prepared; see [`PlanCacheMode`].
    #[must_use]
    pub fn plan_cache_mode(mut self, mode: PlanCacheMode) -> Self {
        self.way = self.way.planned(mode);
        self
    }
}

#[allow(private_interfaces, reason = "sealed: called in this module alone")]
impl sealed::AsyncBindsTenant for AsyncBoundConnection {
    fn parts(&mut self) -> (&mut AsyncPgConnection, &Way) {
        (&mut self.conn, &self.way)
    }
}

impl fmt::Debug for AsyncBoundConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncBoundConnection")
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}
