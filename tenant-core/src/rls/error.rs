//! Why there are no policies, or no bound scope.

use std::error::Error as StdError;
use std::fmt;

use diesel::result::Error;

use crate::registry::TableName;

/// Why the declarations and the database gave no migration.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlanError {
    /// This program declares no table.
    NothingDeclared,
    /// The tables belong to tenants of a kind that was not named.
    UnknownKind {
        /// The table.
        table: TableName,
        /// The Rust type of its tenant key.
        key: &'static str,
    },
    /// Two kinds of tenant have the same name, or a name that cannot stand in
    /// one of PostgreSQL's settings.
    KindName {
        /// The name.
        name: &'static str,
    },
    /// A table is owned through one that this program does not declare.
    UnknownParent {
        /// The table.
        table: TableName,
        /// Its parent.
        parent: TableName,
    },
    /// A table is owned through its own children.
    Circle {
        /// The table.
        table: TableName,
    },
    /// A declared table is not in the database.
    NoSuchTable {
        /// The table.
        table: TableName,
    },
    /// A declared table lacks a column that its declaration names.
    NoSuchColumn {
        /// The table.
        table: TableName,
        /// The column.
        column: String,
    },
    /// On Citus a table cannot be owned through a parent: its policy would need
    /// a subquery.
    ParentOnCitus {
        /// The table.
        table: TableName,
    },
    /// The database failed.
    Database(Error),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingDeclared => f.write_str(
                "no table is declared in this program; link the crate with the declarations in, \
                 with `use my_service as _;`",
            ),
            Self::UnknownKind { table, key } => write!(
                f,
                "`{table}` belongs to tenants with keys of the type `{key}`, a kind without a name; \
                 implement `TenantKind` for the type and name it: `.kind::<{key}>()`"
            ),
            Self::KindName { name } => write!(
                f,
                "`{name}` cannot be the name of a kind of tenant: it is taken by another, or not made of \
                 1 to 40 lower-case letters, digits and `_`"
            ),
            Self::UnknownParent { table, parent } => write!(
                f,
                "`{table}` is owned through `{parent}`, which is not declared in this program; link \
                 the crate with its declaration in"
            ),
            Self::Circle { table } => write!(
                f,
                "`{table}` is owned through its own children; give one of them a tenant column"
            ),
            Self::NoSuchTable { table } => write!(
                f,
                "the declared table `{table}` is not in the database; run the pending migrations, or \
                 look at the `search_path`"
            ),
            Self::NoSuchColumn { table, column } => write!(
                f,
                "the declared table `{table}` has no column `{column}` in the database; run the \
                 pending migrations"
            ),
            Self::ParentOnCitus { table } => write!(
                f,
                "`{table}` is owned through a parent, which Citus cannot check; give it a tenant \
                 column of its own"
            ),
            Self::Database(error) => write!(f, "the catalog could not be read: {error}"),
        }
    }
}

impl StdError for PlanError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Error> for PlanError {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

/// The role of the connection is not subject to policies, so that a scope on it
/// would be bound in name only.
///
/// A bound scope ends with it, as a
/// [`QueryBuilderError`](Error::QueryBuilderError), before its closure is
/// called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoleBypassesPolicies;

impl fmt::Display for RoleBypassesPolicies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "policies do not apply to the role of this connection; connect as one that is neither \
             a superuser nor has `BYPASSRLS`",
        )
    }
}

impl StdError for RoleBypassesPolicies {}
