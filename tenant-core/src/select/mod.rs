//! Scoped statements: Diesel's statements, with the tenant already in them.
//!
//! [`Scoped`] implements Diesel's own method traits, one file a verb. What has
//! no file here is refused: the list is an allow-list.

mod alone;
mod boxed;
mod combine;
mod count;
mod distinct;
mod entry;
mod filter;
mod find;
mod group;
mod join;
mod limit;
mod lock;
mod names;
mod nested;
mod nullable;
mod order;
mod paginate;
mod projection;
mod scoped;
mod wrap;

pub use self::alone::{Alone, StandsAlone};
pub use self::boxed::BoxedPredicate;
pub use self::entry::{ForTenant, Scopable, ScopedTable, Scopes, TenantModel, for_tenant};
pub use self::join::TenantOn;
pub use self::nested::{ScopedExists, ScopedSubselect, exists, not_exists};
pub use self::paginate::{Page, Paginated};
pub use self::scoped::Scoped;
pub use self::wrap::{ScopedFragment, WrapsScoped};
