//! The same matrix against a service, from outside.

use super::{Action, Answer};

/// A service that does what a tenant asks of it: a client over HTTP, with a
/// valid token of the tenant and the address of somebody's resource.
///
/// ```
/// use tenant_core::testkit::{Action, Answer, Service};
///
/// struct Campaigns {
///     address: String,
/// }
///
/// impl Service<i64, i64> for Campaigns {
///     fn attempt(&mut self, action: Action, tenant: &i64, key: &i64) -> Option<Answer> {
///         let (method, path) = match action {
///             Action::Read => ("GET", "/campaigns".to_owned()),
///             Action::Find => ("GET", format!("/campaigns/{key}")),
///             Action::Delete => ("DELETE", format!("/campaigns/{key}")),
///             _ => return None,
///         };
///         let (status, body) = self.send(method, &path, &token_of(*tenant));
///         Some(match status {
///             200..=299 => Answer::done(body),
///             _ => Answer::refused(format!("{status} {body}")),
///         })
///     }
/// }
/// # impl Campaigns {
/// #     fn send(&self, _: &str, _: &str, _: &str) -> (u16, String) { (404, self.address.clone()) }
/// # }
/// # fn token_of(_: i64) -> String { String::new() }
/// ```
pub trait Service<Tenant, Key> {
    /// Tries `action` as `tenant`, on the row with this key. `None` where the
    /// service has no such action.
    fn attempt(&mut self, action: Action, tenant: &Tenant, key: &Key) -> Option<Answer>;
}
