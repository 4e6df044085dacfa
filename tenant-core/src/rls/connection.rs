//! Connections that are known to be subject to policies.

use std::fmt;

use diesel::RunQueryDsl;
use diesel::connection::{AnsiTransactionManager, Connection};
use diesel::dsl::sql;
use diesel::pg::{Pg, PgConnection};
use diesel::result::QueryResult;
use diesel::sql_types::Text;

use super::bound::understood;
use super::functions::SCHEMA;
use super::passing::passing;
use super::plan_cache::PlanCacheMode;
use super::way::Way;

/// A connection on which bound scopes can be opened.
///
/// Diesel's own, of which nothing is known, so that each scope asks the database
/// whether policies apply to its role; and [`BoundConnection`], which has asked
/// once.
pub trait BindsTenant: sealed::BindsTenant {}

impl<C: sealed::BindsTenant> BindsTenant for C {}

pub(super) mod sealed {
    use super::{AnsiTransactionManager, Connection, Pg, Way};

    /// What the public trait keeps to itself.
    #[diagnostic::on_unimplemented(
        message = "no bound scope can be opened on this",
        label = "neither a `PgConnection` nor a `BoundConnection`",
        note = "policies are PostgreSQL's; on other databases use `Claim::scope`"
    )]
    pub trait BindsTenant {
        /// The connection inside of the scope.
        type Conn: Connection<Backend = Pg, TransactionManager = AnsiTransactionManager>;

        /// The connection, and how tenants are bound on it.
        #[allow(private_interfaces, reason = "sealed: called in this module alone")]
        fn parts(&mut self) -> (&mut Self::Conn, &Way);
    }
}

#[allow(private_interfaces, reason = "sealed: called in this module alone")]
impl sealed::BindsTenant for PgConnection {
    type Conn = Self;

    fn parts(&mut self) -> (&mut Self, &Way) {
        (self, &Way::Together)
    }
}

/// A connection that runs nothing outside of bound scopes.
///
/// It asked once whether policies apply to its role, and how tenants are bound,
/// which makes its scopes cheaper.
///
/// ```no_run
/// # use diesel::prelude::*;
/// # use tenant_core::prelude::*;
/// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
/// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
/// use tenant_core::rls::BoundConnection;
///
/// # fn example(claim: &Claim<i64>) -> Result<(), Box<dyn std::error::Error>> {
/// let conn = PgConnection::establish("postgres://app@localhost/ads")?;
/// let mut conn = BoundConnection::new(conn)?;
/// let names: Vec<String> = claim.scope_bound(&mut conn, |db| {
///     campaigns::table.for_tenant(db.tenant()).select(campaigns::name).load(db)
/// })?;
/// # Ok(())
/// # }
/// # fn main() {}
/// ```
pub struct BoundConnection {
    pub(super) conn: PgConnection,
    way: Way,
}

impl BoundConnection {
    /// Asks the database about the role of `conn`, in one round trip.
    ///
    /// # Errors
    ///
    /// [`RoleBypassesPolicies`](super::RoleBypassesPolicies) inside of a
    /// [`QueryBuilderError`](diesel::result::Error::QueryBuilderError), and the
    /// database's, where the migrations are not there.
    pub fn new(mut conn: PgConnection) -> QueryResult<Self> {
        let _passing = passing();
        let way: String = diesel::select(sql::<Text>(&format!("{SCHEMA}.binding()")))
            .get_result(&mut conn)
            .map_err(understood)?;
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
impl sealed::BindsTenant for BoundConnection {
    type Conn = PgConnection;

    fn parts(&mut self) -> (&mut PgConnection, &Way) {
        (&mut self.conn, &self.way)
    }
}

impl fmt::Debug for BoundConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundConnection")
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}
