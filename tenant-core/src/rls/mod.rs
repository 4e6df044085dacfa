//! Row-level security: the tenant wall in PostgreSQL itself.
//!
//! The policies are generated from the declarations, and a scope binds its
//! tenant for the database, which then holds back every other tenant's rows,
//! whoever wrote the SQL. [`guide::row_level_security`](crate::guide::row_level_security)
//! goes through it in order.
//!
//! * [`RowLevelSecurity`] compares the declarations with a database and gives the
//!   [`Migration`] between them.
//! * [`RowLevelSecurity::unforced`] lets the owner work on all rows.
//! * [`Claim::scope_bound`](crate::Claim::scope_bound) is a scope in a
//!   transaction that is bound to its tenant; [`BoundSession`] binds a connection.

mod bound;
mod catalog;
mod declared;
mod error;
mod functions;
mod grants;
mod install;
mod keys;
mod kind;
mod maintenance;
mod migration;
mod plan;
mod policy;
mod predicate;
mod session;
mod sql;

pub use self::error::{PlanError, RoleBypassesPolicies};
pub use self::grants::create_role;
pub use self::kind::{KeySqlType, TenantKind};
pub use self::migration::Migration;
pub use self::plan::RowLevelSecurity;
pub use self::session::BoundSession;
