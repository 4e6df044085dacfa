//! The databases, and how they read names.

use sqlparser::ast::Ident;
use sqlparser::dialect::{MySqlDialect, PostgreSqlDialect, SQLiteDialect};

/// The database that a text is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    Mysql,
}

impl Dialect {
    pub(crate) fn parser(self) -> &'static dyn sqlparser::dialect::Dialect {
        match self {
            Self::Sqlite => &SQLiteDialect {},
            Self::Postgres => &PostgreSqlDialect {},
            Self::Mysql => &MySqlDialect {},
        }
    }

    /// The name as the database compares it, or `None` where the quotes are not
    /// the ones that it has for names.
    pub(crate) fn column(self, name: &Ident) -> Option<String> {
        let quoted = self.quoted(name)?;
        Some(match self {
            Self::Postgres if quoted => name.value.clone(),
            _ => name.value.to_ascii_lowercase(),
        })
    }

    /// The same for tables and aliases, which MySQL compares with their case on
    /// some machines.
    pub(crate) fn table(self, name: &Ident) -> Option<String> {
        let quoted = self.quoted(name)?;
        Some(match self {
            Self::Mysql => name.value.clone(),
            Self::Postgres if quoted => name.value.clone(),
            _ => name.value.to_ascii_lowercase(),
        })
    }

    /// A declared name of a column as [`column`](Self::column) gives it.
    pub(crate) fn declared_column(self, name: &str) -> String {
        match self {
            Self::Postgres => name.to_owned(),
            Self::Sqlite | Self::Mysql => name.to_ascii_lowercase(),
        }
    }

    /// A declared name of a table as [`table`](Self::table) gives it.
    pub(crate) fn declared_table(self, name: &str) -> String {
        match self {
            Self::Sqlite => name.to_ascii_lowercase(),
            Self::Postgres | Self::Mysql => name.to_owned(),
        }
    }

    /// The schema in which a table stands that is declared without one.
    pub(crate) fn default_schema(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("main"),
            Self::Postgres => Some("public"),
            Self::Mysql => None,
        }
    }

    /// Columns that every table has without declaring them.
    pub(crate) fn system_columns(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &["rowid", "oid", "_rowid_"],
            // `oid` is none since version 12: `c.oid` would call a function.
            Self::Postgres => &["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"],
            Self::Mysql => &["_rowid"],
        }
    }

    fn quoted(self, name: &Ident) -> Option<bool> {
        match (self, name.quote_style) {
            (_, None) => Some(false),
            (Self::Postgres | Self::Sqlite, Some('"'))
            | (Self::Mysql | Self::Sqlite, Some('`')) => Some(true),
            (_, Some(_)) => None,
        }
    }
}
