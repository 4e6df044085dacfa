//! The two structural walks that decide what may enter a scoped statement,
//! and the nodes in which it enters.

mod assignable;
mod checked;
mod witness;

pub use self::assignable::Assignable;
pub use self::checked::{Checked, Parenthesised};
pub use self::witness::{TenantSafe, Within};
