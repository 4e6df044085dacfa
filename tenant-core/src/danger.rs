//! The ways round the wall, all of them in this module.
//!
//! Whatever names `danger` has left the promise of this crate, so one word finds
//! it all in a code review. Each way takes a reason and tells the
//! [observer](set_observer) that the application installed.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::panic::Location;
use std::sync::OnceLock;

use diesel::connection::Connection;
use diesel::dsl::Select;
use diesel::expression::ValidGrouping;
use diesel::query_dsl::methods::{LoadQuery, SelectDsl};
use diesel::query_source::{Column, Table};
use diesel::result::QueryResult;
#[cfg(feature = "async")]
use {
    crate::asynchronous::{AsyncScope, AsyncTenantConnection},
    diesel_async::AsyncConnection,
    futures_util::future::BoxFuture,
};

use crate::scope::{Claim, Provenance, TenantConnection};
use crate::table::{Declared, Owned};

/// Which way round the wall was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Way {
    /// [`assume_tenant`]: a claim without a credential.
    AssumedTenant,
    /// [`across_tenants`]: statements that are not scoped.
    AcrossTenants,
    /// [`raw_connection`]: the connection under a scope.
    RawConnection,
}

/// One use of this module.
///
/// Its `Debug` does not show the tenant key, which can be a secret.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Event<'a> {
    /// Which way was taken.
    pub way: Way,
    /// The reason that was given.
    pub reason: &'a str,
    /// Where the call stands.
    pub location: &'static Location<'static>,
    tenant: Option<&'a dyn Any>,
}

impl<'a> Event<'a> {
    /// The key of the tenant whose rows it is about, where it is one tenant with keys of
    /// the type `K`. [`across_tenants`] is about no single one.
    ///
    /// ```
    /// use tenant_core::danger::{self, Event};
    ///
    /// fn log(event: &Event<'_>) {
    ///     let company = event.tenant::<i64>();
    ///     println!("{:?} of company {company:?}: {}", event.way, event.reason);
    /// }
    ///
    /// danger::set_observer(log)?;
    /// # Ok::<(), danger::ObserverAlreadySet>(())
    /// ```
    pub fn tenant<K: 'static>(&self) -> Option<&'a K> {
        self.tenant?.downcast_ref()
    }
}

/// A reason was empty or blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmptyReason;

impl fmt::Display for EmptyReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reason is empty; say why this code may go round the tenant wall")
    }
}

impl Error for EmptyReason {}

/// An observer was installed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObserverAlreadySet;

impl fmt::Display for ObserverAlreadySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an observer is installed already; install one, at start")
    }
}

impl Error for ObserverAlreadySet {}

type Observer = Box<dyn Fn(&Event<'_>) + Send + Sync>;

static OBSERVER: OnceLock<Observer> = OnceLock::new();

/// Installs what is told of every use of this module, for an audit log.
///
/// Once a process; it cannot be taken away again.
///
/// # Errors
///
/// [`ObserverAlreadySet`] from the second call on.
pub fn set_observer<F>(observer: F) -> Result<(), ObserverAlreadySet>
where
    F: Fn(&Event<'_>) + Send + Sync + 'static,
{
    OBSERVER
        .set(Box::new(observer))
        .map_err(|_| ObserverAlreadySet)
}

/// Claims to be the tenant `key`, without a credential.
///
/// For jobs about one tenant, and for tests. [`every_tenant`] is for jobs about all.
///
/// # Errors
///
/// [`EmptyReason`].
///
/// ```
/// use tenant_core::danger;
///
/// let claim = danger::assume_tenant(5_i64, "nightly invoices")?;
/// assert!(danger::assume_tenant(5_i64, " ").is_err());
/// # Ok::<(), danger::EmptyReason>(())
/// ```
#[track_caller]
pub fn assume_tenant<K: 'static>(
    key: K,
    reason: impl Into<Cow<'static, str>>,
) -> Result<Claim<K>, EmptyReason> {
    assumed(key, reason.into(), Location::caller())
}

fn assumed<K: 'static>(
    key: K,
    reason: Cow<'static, str>,
    location: &'static Location<'static>,
) -> Result<Claim<K>, EmptyReason> {
    observed(Way::AssumedTenant, &reason, Some(&key), location)?;
    Ok(Claim::new(key, Provenance::Assumed { reason, location }))
}

/// Claims to be each tenant in turn: the claims of all rows of the table of tenants,
/// which is declared with `#[tenant(root)]`.
///
/// For jobs over all tenants. The observer is told of each claim. Under row-level
/// security the connection is one of a role of its own,
/// [`create_lister`](crate::rls::RowLevelSecurity::create_lister); the scopes then open
/// on the application's connections.
///
/// ```
/// use diesel::prelude::*;
/// use tenant_core::danger;
/// # diesel::table! { companies (id) { id -> BigInt, name -> Text, } }
/// # tenant_core::tenant_tables! { #[tenant(root, key = i64)] companies; }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut lister = SqliteConnection::establish(":memory:")?;
/// # diesel::sql_query("CREATE TABLE companies (id BIGINT PRIMARY KEY)").execute(&mut lister)?;
/// # let mut app = SqliteConnection::establish(":memory:")?;
///
/// for claim in danger::every_tenant(&mut lister, companies::table, "nightly invoices")?? {
///     claim.scope(&mut app, |db| { /* .. */ });
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`EmptyReason`], and inside the database's.
#[track_caller]
pub fn every_tenant<'query, T, C, K, Conn>(
    conn: &mut Conn,
    tenants: T,
    reason: impl Into<Cow<'static, str>>,
) -> Result<QueryResult<Vec<Claim<K>>>, EmptyReason>
where
    T: Table<PrimaryKey = C> + Declared<Rows = Owned<C, K>> + SelectDsl<C>,
    C: Column + ValidGrouping<()>,
    K: 'static,
    Select<T, C>: LoadQuery<'query, Conn, K>,
{
    let location = Location::caller();
    let reason = checked(reason.into())?;
    #[cfg(feature = "statement-wall")]
    let _sanctioned = crate::statements::Sanctioned::start();
    let key = tenants.primary_key();
    let keys = SelectDsl::select(tenants, key).internal_load(conn);
    let keys = keys.and_then(Iterator::collect::<QueryResult<Vec<K>>>);
    assumed_each(keys, reason, location)
}

/// [`every_tenant`] on an async connection.
///
/// # Errors
///
/// As of [`every_tenant`].
#[cfg(feature = "async")]
#[track_caller]
pub fn every_tenant_async<'c, 'query: 'c, T, C, K, Conn>(
    conn: &'c mut Conn,
    tenants: T,
    reason: impl Into<Cow<'static, str>>,
) -> BoxFuture<'c, Result<QueryResult<Vec<Claim<K>>>, EmptyReason>>
where
    T: Table<PrimaryKey = C> + Declared<Rows = Owned<C, K>> + SelectDsl<C>,
    C: Column + ValidGrouping<()>,
    K: Send + Sync + 'static,
    Conn: AsyncConnection,
    Select<T, C>: diesel_async::methods::LoadQuery<'query, Conn, K> + 'query,
{
    let location = Location::caller();
    let reason = match checked(reason.into()) {
        Ok(reason) => reason,
        Err(empty) => return Box::pin(std::future::ready(Err(empty))),
    };
    #[cfg(feature = "statement-wall")]
    let _sanctioned = crate::statements::Sanctioned::start();
    let key = tenants.primary_key();
    let keys = diesel_async::RunQueryDsl::load::<K>(SelectDsl::select(tenants, key), conn);
    Box::pin(async move { assumed_each(keys.await, reason, location) })
}

fn assumed_each<K: 'static>(
    keys: QueryResult<Vec<K>>,
    reason: Cow<'static, str>,
    location: &'static Location<'static>,
) -> Result<QueryResult<Vec<Claim<K>>>, EmptyReason> {
    let claims = keys.map(|keys| {
        let claims = keys
            .into_iter()
            .map(|key| assumed(key, reason.clone(), location));
        claims.collect::<Result<Vec<_>, EmptyReason>>()
    });
    match claims {
        Ok(claims) => claims.map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Runs plain Diesel across all tenants on a connection that is in no scope.
///
/// It adds nothing to what the connection could do before, but gives it a
/// reason, an audit record and a name to search for: the place of admin jobs.
///
/// # Errors
///
/// [`EmptyReason`].
#[track_caller]
pub fn across_tenants<C, R>(
    conn: &mut C,
    reason: impl Into<Cow<'static, str>>,
    f: impl FnOnce(&mut C) -> R,
) -> Result<R, EmptyReason>
where
    C: Connection,
{
    observed(Way::AcrossTenants, &reason.into(), None, Location::caller())?;
    #[cfg(feature = "statement-wall")]
    let _sanctioned = crate::statements::Sanctioned::start();
    Ok(f(conn))
}

/// The connection under a tenant connection.
///
/// # Errors
///
/// [`EmptyReason`].
#[track_caller]
pub fn raw_connection<'a, C, K: 'static>(
    db: &'a mut TenantConnection<'_, C, K>,
    reason: impl Into<Cow<'static, str>>,
) -> Result<&'a mut C, EmptyReason>
where
    C: Connection,
{
    let tenant = db.tenant().key();
    observed(
        Way::RawConnection,
        &reason.into(),
        Some(tenant),
        Location::caller(),
    )?;
    Ok(db.raw())
}

/// [`across_tenants`] on an async connection.
///
/// # Errors
///
/// [`EmptyReason`].
#[cfg(feature = "async")]
#[track_caller]
pub fn across_tenants_async<'c, C, R, F>(
    conn: &'c mut C,
    reason: impl Into<Cow<'static, str>>,
    f: F,
) -> BoxFuture<'c, Result<R, EmptyReason>>
where
    C: AsyncConnection,
    R: Send + 'c,
    F: for<'r> AsyncFnOnce(&'r mut C) -> R
        + for<'r> AsyncScope<&'r mut C, R, Future: Send>
        + Send
        + 'c,
{
    let told = observed(Way::AcrossTenants, &reason.into(), None, Location::caller());
    Box::pin(async move {
        told?;
        Ok(f(conn).await)
    })
}

/// The connection under an async tenant connection.
///
/// # Errors
///
/// [`EmptyReason`].
#[cfg(feature = "async")]
#[track_caller]
pub fn raw_async_connection<'a, C, K: 'static>(
    db: &'a mut AsyncTenantConnection<'_, C, K>,
    reason: impl Into<Cow<'static, str>>,
) -> Result<&'a mut C, EmptyReason> {
    let tenant = db.tenant().key();
    observed(
        Way::RawConnection,
        &reason.into(),
        Some(tenant),
        Location::caller(),
    )?;
    Ok(db.raw())
}

fn checked(reason: Cow<'static, str>) -> Result<Cow<'static, str>, EmptyReason> {
    if reason.trim().is_empty() {
        return Err(EmptyReason);
    }
    Ok(reason)
}

fn observed(
    way: Way,
    reason: &str,
    tenant: Option<&dyn Any>,
    location: &'static Location<'static>,
) -> Result<(), EmptyReason> {
    if reason.trim().is_empty() {
        return Err(EmptyReason);
    }
    if let Some(observer) = OBSERVER.get() {
        observer(&Event {
            way,
            reason,
            location,
            tenant,
        });
    }
    Ok(())
}
