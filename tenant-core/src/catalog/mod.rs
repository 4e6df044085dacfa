//! What tables the connected database has: for audits and test kits, to hold
//! against what was [declared](crate::registry).
//!
//! ```
//! # #[cfg(feature = "sqlite")] {
//! use diesel::connection::SimpleConnection;
//! use diesel::prelude::*;
//! use tenant_core::catalog::Catalog;
//!
//! let mut conn = SqliteConnection::establish(":memory:")?;
//! conn.batch_execute("CREATE TABLE campaigns (id INTEGER PRIMARY KEY, name TEXT)")?;
//!
//! let tables = conn.tables()?;
//! assert_eq!(tables.len(), 1);
//! assert_eq!(tables[0].name.name, "campaigns");
//! assert!(tables[0].columns[0].primary_key);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod databases;
pub(crate) mod sql;

use diesel::connection::Connection;
use diesel::result::QueryResult;

use crate::registry::{self, TableName};

// Without a path nobody outside can implement `Catalog`.
pub(crate) use self::sql::Dialect;

/// A table of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// Its schema and name. On MySQL and MariaDB the schema is the database, on
    /// SQLite it is `main`.
    pub name: TableName,
    /// Is it found by its name alone, without the schema?
    pub in_search_path: bool,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// A column of a table of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Is it part of the primary key?
    pub primary_key: bool,
    /// Is its value computed from those of other columns?
    pub generated: bool,
    /// Does the database alone number it, as PostgreSQL does where it says
    /// `GENERATED ALWAYS AS IDENTITY`?
    pub numbered: bool,
    /// Does it hold bytes that are no text?
    pub(crate) binary: bool,
    /// Does the database count its values up where none is given?
    #[cfg(feature = "testkit")]
    pub(crate) counted: bool,
    /// May it be `NULL`?
    #[cfg(feature = "testkit")]
    pub(crate) nullable: bool,
}

impl Table {
    /// Is it the table that was declared under this name?
    pub fn is(&self, declared: &TableName) -> bool {
        self.name.name == declared.name
            && match &declared.schema {
                Some(schema) => self.name.schema.as_ref() == Some(schema),
                None => self.in_search_path,
            }
    }

    /// Its declaration, if it has one.
    pub fn declaration<'a>(&self, declared: &'a [registry::Table]) -> Option<&'a registry::Table> {
        declared.iter().find(|table| self.is(&table.name))
    }

    /// Its name, with the schema only where it takes the schema to find it.
    pub fn short_name(&self) -> String {
        if self.in_search_path {
            self.name.name.clone()
        } else {
            self.name.to_string()
        }
    }
}

/// A connection that can be asked which tables there are: one to SQLite,
/// PostgreSQL, MySQL or MariaDB.
#[diagnostic::on_unimplemented(
    message = "this connection cannot be asked which tables there are",
    label = "neither a `SqliteConnection` nor a `PgConnection` nor a `MysqlConnection`",
    note = "turn on the feature `sqlite`, `postgres` or `mysql` of `tenant-core`; of a pooled \
            connection, pass the one inside"
)]
pub trait Catalog: Connection + 'static {
    /// The dialect of SQL that it speaks.
    #[doc(hidden)]
    const DIALECT: Dialect;

    /// The tables of the database, sorted by name: without views, without the
    /// system's own, and without partitions, whose rows are in their parent.
    ///
    /// On PostgreSQL those of every schema, on MySQL and MariaDB those of the
    /// database that is connected to.
    ///
    /// # Errors
    ///
    /// The database's.
    fn tables(&mut self) -> QueryResult<Vec<Table>>;

    /// The rows of a query with one column, which is text and named `line`.
    #[doc(hidden)]
    fn lines(&mut self, query: &str) -> QueryResult<Vec<String>>;
}
