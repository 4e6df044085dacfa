//! The dialects of SQL, as far as names and literals go.

/// A dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    Mysql,
}

#[cfg_attr(
    not(feature = "testkit"),
    expect(dead_code, reason = "the test kit writes SQL, the catalog only reads")
)]
impl Dialect {
    /// A name in quotes.
    pub(crate) fn quoted(self, name: &str) -> String {
        match self {
            Self::Mysql => format!("`{}`", name.replace('`', "``")),
            Self::Sqlite | Self::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// An expression for the value of a column as a literal of this dialect.
    pub(crate) fn literal_of(self, column: &str, binary: bool) -> String {
        match self {
            Self::Sqlite => format!("quote({column})"),
            Self::Postgres => format!("quote_nullable({column}::text)"),
            Self::Mysql if binary => format!("IFNULL(CONCAT('X''', HEX({column}), ''''), 'NULL')"),
            Self::Mysql => format!("QUOTE({column})"),
        }
    }

    /// Texts, one after another, with [`SEPARATOR`] between them.
    pub(crate) fn joined(self, texts: &[String]) -> String {
        match self {
            Self::Sqlite => texts.join(" || char(31) || "),
            Self::Postgres => texts.join(" || chr(31) || "),
            Self::Mysql => format!(
                "CONCAT_WS(CHAR(31 USING utf8mb4), {})",
                texts
                    .iter()
                    .map(|text| format!("CONVERT({text} USING utf8mb4)"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }
    }

    /// `column = literal`, which holds for `NULL` too.
    pub(crate) fn same(self, column: &str, literal: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IS {literal}"),
            Self::Postgres if literal == "NULL" => format!("{column} IS NULL"),
            Self::Postgres => format!("{column} = {literal}"),
            Self::Mysql => format!("{column} <=> {literal}"),
        }
    }
}

/// Between the values of a row.
#[cfg(feature = "testkit")]
pub(crate) const SEPARATOR: char = '\u{1f}';
