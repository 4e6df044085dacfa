//! The ways round the wall, all of them in this module.
//!
//! Whatever names `danger` has left the promise of this crate, so one word finds
//! it all in a code review. Each way takes a reason and tells the
//! [observer](set_observer) that the application installed.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::panic::Location;
use std::sync::OnceLock;

use diesel::connection::Connection;
#[cfg(feature = "async")]
use {
    crate::asynchronous::{AsyncScope, AsyncTenantConnection},
    diesel_async::AsyncConnection,
    futures_util::future::BoxFuture,
};

use crate::scope::{Claim, Provenance, TenantConnection};

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
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// Which way was taken.
    pub way: Way,
    /// The reason that was given.
    pub reason: Cow<'static, str>,
    /// Where the call stands.
    pub location: &'static Location<'static>,
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

type Observer = Box<dyn Fn(&Event) + Send + Sync>;

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
    F: Fn(&Event) + Send + Sync + 'static,
{
    OBSERVER
        .set(Box::new(observer))
        .map_err(|_| ObserverAlreadySet)
}

/// Claims to be the tenant `key`, without a credential.
///
/// For jobs that visit every tenant, and for tests.
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
pub fn assume_tenant<K>(
    key: K,
    reason: impl Into<Cow<'static, str>>,
) -> Result<Claim<K>, EmptyReason> {
    let event = observed(Way::AssumedTenant, reason.into())?;
    Ok(Claim::new(
        key,
        Provenance::Assumed {
            reason: event.reason,
            location: event.location,
        },
    ))
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
    observed(Way::AcrossTenants, reason.into())?;
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
pub fn raw_connection<'a, C, K>(
    db: &'a mut TenantConnection<'_, C, K>,
    reason: impl Into<Cow<'static, str>>,
) -> Result<&'a mut C, EmptyReason>
where
    C: Connection,
{
    observed(Way::RawConnection, reason.into())?;
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
    let event = observed(Way::AcrossTenants, reason.into());
    Box::pin(async move {
        event?;
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
pub fn raw_async_connection<'a, C, K>(
    db: &'a mut AsyncTenantConnection<'_, C, K>,
    reason: impl Into<Cow<'static, str>>,
) -> Result<&'a mut C, EmptyReason> {
    observed(Way::RawConnection, reason.into())?;
    Ok(db.raw())
}

#[track_caller]
fn observed(way: Way, reason: Cow<'static, str>) -> Result<Event, EmptyReason> {
    if reason.trim().is_empty() {
        return Err(EmptyReason);
    }
    let event = Event {
        way,
        reason,
        location: Location::caller(),
    };
    if let Some(observer) = OBSERVER.get() {
        observer(&event);
    }
    Ok(event)
}
