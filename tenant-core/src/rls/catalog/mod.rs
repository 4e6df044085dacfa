//! What the live database says about the declared tables.

mod read;
mod rows;

use super::error::PlanError;
use super::functions::{Cluster, Function, SCHEMA};
use super::kind::Kind;
use super::sql::identifier;
use crate::registry::TableName;

pub(super) use self::rows::{FUNCTIONS, LiveForeignKey, LiveIndex, LivePolicy, LiveRefusal};

/// The database, as far as it concerns the declared tables.
#[derive(Debug)]
pub(super) struct Catalog {
    /// Is the schema of the functions there?
    pub(super) schema: bool,
    /// Is the table there by which roles are checked?
    pub(super) subject: bool,
    /// The functions in it.
    pub(super) functions: Vec<Function>,
    /// May the role look into the schema?
    pub(super) open: bool,
    /// May the role make temporary tables?
    pub(super) temporary: bool,
    /// Is the database this connection's own?
    pub(super) database_owned: bool,
    pub(super) tables: Vec<LiveTable>,
    pub(super) cluster: Cluster,
}

/// A table.
#[derive(Debug)]
pub(super) struct LiveTable {
    /// The name by which it is declared.
    pub(super) declared: TableName,
    pub(super) oid: u32,
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) enabled: bool,
    pub(super) forced: bool,
    pub(super) columns: Vec<LiveColumn>,
    pub(super) policies: Vec<LivePolicy>,
    pub(super) indexes: Vec<LiveIndex>,
    pub(super) refusals: Vec<LiveRefusal>,
    pub(super) foreign_keys: Vec<LiveForeignKey>,
    /// What the role may do with it.
    pub(super) privileges: Vec<String>,
    /// What everybody may do with it.
    pub(super) public_privileges: Vec<String>,
    /// The sequences behind its columns that the role may not use.
    pub(super) closed_sequences: Vec<String>,
    /// May the role look into its schema?
    pub(super) schema_open: bool,
    /// The names that its indexes and constraints have.
    pub(super) names: Vec<String>,
}

/// A column.
#[derive(Debug)]
pub(super) struct LiveColumn {
    pub(super) name: String,
    /// Does PostgreSQL cast it where it is compared with a key?
    pub(super) cast: bool,
    pub(super) not_null: bool,
    /// Are different values different to its collation?
    pub(super) exact: bool,
}

impl LiveTable {
    pub(super) fn not_null(&self, name: &str) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.name == name && column.not_null)
    }

    /// The name, as statements have it: as it is declared.
    pub(super) fn sql_name(&self) -> String {
        let name = identifier(&self.declared.name);
        match &self.declared.schema {
            Some(schema) => format!("{}.{name}", identifier(schema)),
            None => name,
        }
    }
}

impl Catalog {
    pub(super) fn table(&self, name: &TableName) -> Result<&LiveTable, PlanError> {
        let table = self.tables.iter().find(|table| table.declared == *name);
        table.ok_or_else(|| PlanError::NoSuchTable {
            table: name.clone(),
        })
    }

    pub(super) fn column(&self, table: &TableName, name: &str) -> Result<&LiveColumn, PlanError> {
        let columns = &self.table(table)?.columns;
        let column = columns.iter().find(|column| column.name == name);
        column.ok_or_else(|| PlanError::NoSuchColumn {
            table: table.clone(),
            column: name.to_owned(),
        })
    }

    /// The key of the bound tenant, in a policy. Citus takes no subqueries there.
    pub(super) fn key(&self, kind: &Kind) -> String {
        match self.cluster {
            Cluster::Single => kind.key_subquery(),
            Cluster::Citus => format!("{SCHEMA}.{}()", kind.key_function()),
        }
    }
}
