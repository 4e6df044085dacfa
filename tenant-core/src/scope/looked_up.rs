//! What the database said to a row whose parent is not the tenant's.
//!
//! The look-up of the parent gives no key then, and each database refuses that in
//! its own way.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

use crate::write::MissingParent;

/// The foreign key whose parent a statement looks up, where it does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LookedUp(pub(super) Option<&'static str>);

impl LookedUp {
    /// The error as [`MissingParent`], where the look-up gave no key.
    pub(crate) fn understood(self, error: Error) -> Error {
        match (self.0, &error) {
            (Some(column), Error::DatabaseError(kind, information))
                if is_of(column, kind, &**information) =>
            {
                Error::QueryBuilderError(Box::new(MissingParent { column }))
            }
            _ => error,
        }
    }
}

fn is_of(
    column: &str,
    kind: &DatabaseErrorKind,
    information: &(dyn DatabaseErrorInformation + Send + Sync),
) -> bool {
    // PostgreSQL says which column it is; the others say it in the text alone, SQLite as
    // `table.column` and MySQL in quotes. None of them translates it.
    let text = information.message();
    match kind {
        DatabaseErrorKind::NotNullViolation => match information.column_name() {
            Some(name) => name == column,
            None => text.ends_with(&format!(".{column}")) || text.contains(&format!("'{column}'")),
        },
        // Diesel hands the code of these on as "unknown".
        DatabaseErrorKind::Unknown => {
            // What the guard of the look-up evaluates, in SQLite's and in MySQL's words.
            text == "integer overflow" || text.contains("out of range in 'abs(") || is_hidden(text)
        }
        _ => false,
    }
}

/// Is it the policy on the row's own table? It is looked at before the column is.
/// PostgreSQL gives neither a table nor a constraint with this error. A policy that
/// the user wrote is named in it.
fn is_hidden(text: &str) -> bool {
    text.contains("row-level security policy")
        && (text.contains("policy \"tenant_core") || !text.contains("policy \""))
}
