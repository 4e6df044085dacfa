//! As whom the attacks ran.

use diesel::result::QueryResult;

use crate::catalog::{Catalog, Dialect};

/// What a reader should know about the role of `conn`.
pub(super) fn notes<C: Catalog>(conn: &mut C) -> QueryResult<Vec<String>> {
    if C::DIALECT != Dialect::Postgres {
        return Ok(Vec::new());
    }
    let powerful = conn.lines(
        "SELECT rolname::text AS line FROM pg_roles
         WHERE rolname = current_user AND (rolsuper OR rolbypassrls)",
    )?;
    Ok(powerful
        .into_iter()
        .map(|role| {
            format!(
                "the attacks ran as `{role}`, whom row-level security does not bind: it was not tested"
            )
        })
        .collect())
}
