//! What the declarations say, as data: for audits, migrations and test kits.
//!
//! With the feature `registry` each declared table of the program is in
//! [`tables()`]. Without it the declarations leave no data behind.
//!
//! ```
//! # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
//! # diesel::table! { notes (id) { id -> BigInt, campaign_id -> BigInt, body -> Text, } }
//! use tenant_core::registry::{Ownership, tables};
//!
//! tenant_core::tenant_tables! {
//!     #[tenant(column = company_id, key = i64)]
//!     campaigns;
//!     #[tenant(parent = campaigns, foreign_key = campaign_id)]
//!     notes;
//! }
//!
//! # fn main() {
//! let tables = tables();
//! let campaigns = tables.iter().find(|table| table.name.name == "campaigns");
//! assert_eq!(campaigns.map(|table| table.columns.len()), Some(3));
//!
//! let notes = tables.iter().find(|table| table.name.name == "notes");
//! assert!(notes.is_some_and(|table| matches!(
//!     &table.ownership,
//!     Ownership::Parent { parent, .. } if parent.name == "campaigns"
//! )));
//! # }
//! ```

mod declare;
mod render;

use std::fmt;

pub use self::declare::{Declared, child, column, root, shared};
#[cfg(feature = "testkit")]
pub(crate) use self::declare::{Described, name};

/// A declared table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// Its name in SQL.
    pub name: TableName,
    /// The names of its columns in SQL, in the order of its `table!`.
    pub columns: Vec<String>,
    /// The names of the columns of its primary key, in order.
    pub primary_key: Vec<String>,
    /// Whose the rows are.
    pub ownership: Ownership,
    /// The columns by whose value the tenant is found, which are meant to be
    /// unique among all tenants.
    pub look_up: Vec<String>,
    /// Where it was declared, as `file:line`.
    pub declared_at: String,
}

/// The name of a table in SQL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// The schema, where the `table!` names one.
    pub schema: Option<String>,
    /// The table.
    pub name: String,
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        f.write_str(&self.name)
    }
}

/// Whose the rows of a table are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ownership {
    /// The tenant's whose key is in `column`.
    #[non_exhaustive]
    Column {
        /// The tenant column.
        column: String,
        /// What rows are in which the column is `NULL`.
        without_tenant: WithoutTenant,
        /// The Rust type of the tenant key.
        key: &'static str,
    },
    /// Whose the parent row is.
    #[non_exhaustive]
    Parent {
        /// The column that points at the parent.
        foreign_key: String,
        /// The parent.
        parent: TableName,
        /// The parent's primary key.
        parent_key: String,
    },
    /// The tenant's itself: the table of tenants.
    #[non_exhaustive]
    Root {
        /// The column with the tenant key.
        column: String,
        /// The Rust type of the tenant key.
        key: &'static str,
    },
    /// Everybody's to read, nobody's to write.
    Shared,
}

/// What the rows are whose tenant column is `NULL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WithoutTenant {
    /// There are none: the column is `NOT NULL`.
    None,
    /// Every tenant reads them and none writes them (`nullable = shared`).
    Shared,
    /// No tenant sees them (`nullable = invisible`).
    Invisible,
}

/// The declared tables of this program, sorted by name.
///
/// A table is there when the crate with its declaration is linked in.
pub fn tables() -> Vec<Table> {
    let mut tables: Vec<_> = inventory::iter::<Declared>
        .into_iter()
        .map(Declared::table)
        .collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    tables
}
