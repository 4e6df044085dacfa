//! What ties the tables of a text to the tenant, where no catalog says whose
//! they are.
//!
//! For texts that are checked at compile time: the checker says by which column
//! each table is limited to `:tenant`, and the types say whether it is the right
//! one.

use std::collections::BTreeSet;

use crate::search::Search;
use crate::text::{self, Named, Placeholders};
use crate::{Dialect, Finding, Kind, Rule, Table, parse};

/// A text with named placeholders in which every table is tied to the tenant, or
/// has to be everybody's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tied {
    /// Each table, and what it is tied by.
    pub tables: Vec<TiedTable>,
    /// The columns that it names with their tables. Each has to be one: PostgreSQL
    /// calls a function where it is none.
    pub columns: BTreeSet<(String, String)>,
    /// The text between the placeholders, and the placeholders.
    pub pieces: Vec<Piece>,
    /// How many queries were looked at to find out, each as often as it was.
    pub looked_at: usize,
}

impl Tied {
    /// Has the text the same ties on another database?
    #[must_use]
    pub fn means_the_same(&self, other: &Self) -> bool {
        self.tables == other.tables && self.columns == other.columns && self.pieces == other.pieces
    }
}

/// A table of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TiedTable {
    /// Its name, without the schema.
    pub name: String,
    /// What ties it to the tenant. The table has to have the columns in it.
    pub by: Tie,
    /// What ties it as well: it has to be declared by one of these, or by `by`.
    pub or: Vec<Tie>,
    /// Is it written to?
    pub written: bool,
}

/// What ties a table to the tenant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The column is the tenant's key.
    Column(String),
    /// The row of the parent is the tenant's.
    Parent {
        /// The column of the table.
        foreign_key: String,
        /// The parent.
        parent: String,
        /// The column of the parent.
        parent_key: String,
    },
    /// Nothing: the table has to be everybody's.
    Nothing,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// SQL.
    Text(String),
    /// `:tenant`.
    Tenant,
    /// Another placeholder, by its name.
    Bind(String),
}

/// Finds out what ties each table of a text to `:tenant`.
///
/// # Errors
///
/// What is wrong with the text, whatever its tables are.
///
/// ```
/// use tenant_sql::{Dialect, Tie, tie};
///
/// let tied = tie("SELECT name FROM campaigns WHERE company_id = :tenant", Dialect::Sqlite)?;
/// assert_eq!(tied.tables[0].by, Tie::Column("company_id".to_owned()));
/// # Ok::<(), Vec<tenant_sql::Finding>>(())
/// ```
pub fn tie(sql: &str, dialect: Dialect) -> Result<Tied, Vec<Finding>> {
    let not_understood = |reason: &str| vec![Finding::new(Kind::NotUnderstood, reason)];
    let cleaned = text::clean(sql, dialect, Placeholders::Named).map_err(not_understood)?;
    let (Some(cleaned), placeholders) = cleaned else {
        return Err(not_understood("it is empty"));
    };
    if !is_about_rows(&cleaned) {
        return Err(not_understood(
            "it is no `SELECT`, `INSERT`, `UPDATE` or `DELETE`",
        ));
    }
    let statement = parse(dialect, &cleaned).map_err(|finding| vec![finding])?;
    let mut search = Search::new(&statement, dialect);
    search.find_tables();
    search.of_the_default_schema()?;
    let written = search.written();
    search.find_ties();
    let findings = search.findings();
    if !findings.is_empty() {
        return Err(findings.into_iter().map(in_other_words).collect());
    }
    search.find_other_ties();
    let columns = search.columns();
    let tables = search.catalog.tables.iter();
    Ok(Tied {
        tables: tables.map(|table| tied(table, &written)).collect(),
        columns,
        pieces: pieces(sql, &placeholders),
        looked_at: search.blocks,
    })
}

/// Transactions and settings are the connection's.
fn is_about_rows(text: &str) -> bool {
    let start = text.trim_start_matches(['(', ' ']);
    ["select", "with", "values", "insert", "update", "delete"]
        .iter()
        .any(|word| {
            start
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
}

/// Nobody has said that the table is everybody's.
fn in_other_words(mut finding: Finding) -> Finding {
    if let (Kind::SharedTableWritten, Some(table)) = (finding.kind, &finding.table) {
        finding.kind = Kind::WriteNotBound;
        finding.message = format!(
            "nothing ties the rows of `{table}` that it writes to `:tenant`, or its tenant column is \
             set; compare the column with `:tenant`, or insert `:tenant` into it"
        );
    }
    finding
}

fn tied(table: &Table, written: &BTreeSet<String>) -> TiedTable {
    let tie = |rule: &Rule| match rule {
        Rule::Owned { column, .. } => Tie::Column(column.clone()),
        Rule::Child {
            foreign_key,
            parent: (_, parent),
            parent_key,
        } => Tie::Parent {
            foreign_key: foreign_key.clone(),
            parent: parent.clone(),
            parent_key: parent_key.clone(),
        },
        Rule::Shared | Rule::Exempt => Tie::Nothing,
    };
    TiedTable {
        name: table.name.clone(),
        by: tie(&table.rule),
        or: table.or.iter().map(tie).collect(),
        written: written.contains(&table.name),
    }
}

fn pieces(sql: &str, placeholders: &[Named]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for Named { at, name } in placeholders {
        let text = sql.get(end..at.start).unwrap_or_default();
        pieces.push(Piece::Text(text.to_owned()));
        pieces.push(if name == "tenant" {
            Piece::Tenant
        } else {
            Piece::Bind(name.clone())
        });
        end = at.end;
    }
    let rest = sql.get(end..).unwrap_or_default();
    pieces.push(Piece::Text(
        rest.trim_end_matches([';', ' ', '\n']).to_owned(),
    ));
    pieces
}
