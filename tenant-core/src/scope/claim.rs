//! A tenant key, and how it was established.

use std::borrow::Cow;
use std::panic::Location;
use std::sync::Arc;

/// How a [`Claim`] came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Provenance {
    /// A credential was verified; the method is the verifier's
    /// [`METHOD`](VerifiedTenant::METHOD).
    Verified {
        /// The name of the method, such as `"session cookie"`.
        method: &'static str,
    },
    /// A look-up found the tenant by a value that only it has.
    LookedUp {
        /// The column that was compared.
        column: &'static str,
    },
    /// [`danger::assume_tenant`](crate::danger::assume_tenant) was called.
    Assumed {
        /// The reason that was given.
        reason: Cow<'static, str>,
        /// Where the call stands.
        location: &'static Location<'static>,
    },
}

/// A tenant key together with how it was established.
///
/// The way into a scope. It is made from a [`VerifiedTenant`], by a
/// [look-up](crate::lookup), or, in jobs and tests, by
/// [`danger::assume_tenant`](crate::danger::assume_tenant) with a reason; from a
/// bare key, a default or an `Option` it cannot be made.
#[derive(Debug)]
pub struct Claim<K> {
    key: Arc<K>,
    provenance: Provenance,
}

impl<K> Claim<K> {
    pub(crate) fn new(key: K, provenance: Provenance) -> Self {
        Self {
            key: Arc::new(key),
            provenance,
        }
    }

    /// The claim that a verified credential makes.
    pub fn verified<V>(verified: V) -> Self
    where
        V: VerifiedTenant<Key = K>,
    {
        Self::new(
            verified.into_tenant_key(),
            Provenance::Verified { method: V::METHOD },
        )
    }

    /// The tenant key.
    pub fn key(&self) -> &K {
        &self.key
    }

    pub(crate) fn shared_key(&self) -> &Arc<K> {
        &self.key
    }

    /// How the key was established.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

impl<K> Clone for Claim<K> {
    fn clone(&self) -> Self {
        Self {
            key: Arc::clone(&self.key),
            provenance: self.provenance.clone(),
        }
    }
}

/// The result of verifying a credential: a session, a checked token, a client
/// certificate.
///
/// Implement it for a type that only your verifier can make. Each impl is part
/// of what must be right for isolation to hold, and `VerifiedTenant for` finds
/// them all.
///
/// ```
/// use tenant_core::{Claim, VerifiedTenant};
///
/// /// Made by the session middleware alone, after checking the signature.
/// pub struct Session {
///     company: i64,
/// }
///
/// impl VerifiedTenant for Session {
///     type Key = i64;
///     const METHOD: &'static str = "signed session cookie";
///
///     fn into_tenant_key(self) -> i64 {
///         self.company
///     }
/// }
///
/// let claim = Claim::verified(Session { company: 5 });
/// assert_eq!(claim.key(), &5);
/// ```
#[diagnostic::on_unimplemented(
    message = "this is not the result of verifying a credential",
    label = "says which tenant, but not who established it",
    note = "pass what your verifier returns, and implement `VerifiedTenant` for that type; in jobs and \
            tests: `tenant_core::danger::assume_tenant(key, \"why\")`"
)]
pub trait VerifiedTenant {
    /// The type of the tenant key.
    type Key;

    /// The name of the method, for logs.
    const METHOD: &'static str;

    /// The tenant that the credential speaks for.
    fn into_tenant_key(self) -> Self::Key;
}
