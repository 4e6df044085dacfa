//! Programs that compile and try to cross, each named by the class of bypasses
//! that it belongs to.
//!
//! What a test returns says how the attack ended, and only a check makes one.
//! Each check first sees the same act succeed on rows of the tenant's own, or
//! compares with all of them: an attack that fails for another reason shows
//! nothing.

mod keys;
pub(super) mod outcome;
mod predicates;
mod reads;
mod scopes;
mod writes;

use super::harness;
use super::{Conn, connect, connect_again};
