//! Row-level security: the tenant wall in PostgreSQL itself.
//!
//! The policies are generated from the declarations, and a scope binds its
//! tenant for the database, which then holds back every other tenant's rows,
//! whoever wrote the SQL. [`guide::row_level_security`](crate::guide::row_level_security)
//! goes through it in order.
//!
//! * [`RowLevelSecurity`] compares the declarations with a database and gives the
//!   [`Migration`] between them.
//! * [`RowLevelSecurity::audit`] looks for holes in a live database.
//! * [`RowLevelSecurity::unforced`] lets the owner work on all rows.
//! * [`Claim::scope_bound`](crate::Claim::scope_bound) is a scope in a
//!   transaction that is bound to its tenant, on a [`BoundConnection`] or a plain
//!   one; [`BoundSession`] binds the session of a connection.

#[cfg(feature = "async")]
mod asynchronous;
mod audit;
mod bound;
mod catalog;
mod command;
mod connection;
mod declared;
mod error;
mod functions;
mod grants;
mod install;
mod keys;
mod kind;
mod maintenance;
mod migration;
mod passing;
mod plain;
mod plan;
mod plan_cache;
mod policy;
#[cfg(feature = "r2d2")]
mod pool;
mod predicate;
mod session;
mod sql;
mod way;

#[cfg(any(feature = "bb8", feature = "deadpool"))]
pub use self::asynchronous::AsyncBoundManager;
#[cfg(feature = "async")]
pub use self::asynchronous::{AsyncBindsTenant, AsyncBoundConnection, AsyncBoundSession};
pub use self::audit::{Accepted, Audit, AuditFailed, Fault, Finding, Severity};
pub use self::connection::{BindsTenant, BoundConnection};
pub use self::error::{PlanError, RoleBypassesPolicies};
pub use self::grants::create_role;
pub use self::kind::{KeySqlType, TenantKind};
pub use self::migration::Migration;
pub use self::plain::{BindsItsTenant, PlainScope};
pub use self::plan::RowLevelSecurity;
pub use self::plan_cache::PlanCacheMode;
#[cfg(feature = "r2d2")]
pub use self::pool::BoundManager;
pub use self::session::BoundSession;
