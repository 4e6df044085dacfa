//! The errors that are this crate's own.

use std::error::Error;
use std::fmt;

/// A statement of one scope was about to run in another.
///
/// The compiler refuses nearly all such programs. What it cannot see ends
/// here, before anything is sent, as a
/// [`QueryBuilderError`](diesel::result::Error::QueryBuilderError).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherTenant;

impl fmt::Display for OtherTenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the statement was built for another tenant scope; build it from the `TenantId` of the \
             connection that runs it",
        )
    }
}

impl Error for OtherTenant {}
