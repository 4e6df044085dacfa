//! From a claim to a tenant connection: who the tenant is, for how long, and
//! on which database.

mod claim;
mod connection;
mod enter;
mod looked_up;
#[cfg(feature = "r2d2")]
mod pool;
mod running;
mod tenant_id;
mod transaction;
mod unscoped;

pub use self::claim::{Claim, Provenance, VerifiedTenant};
pub use self::connection::TenantConnection;
pub use self::enter::OpensScope;
pub(crate) use self::looked_up::LookedUp;
pub(crate) use self::running::Running;
pub(crate) use self::tenant_id::KeyBind;
pub use self::tenant_id::TenantId;
#[cfg(feature = "async")]
pub(crate) use self::unscoped::never;
pub use self::unscoped::{RunsOnTenantConnection, UnscopedStatement};
