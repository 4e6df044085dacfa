//! What ties the tables of a text to the tenant, where no catalog says whose
//! they are.
//!
//! For texts that are checked at compile time: the checker says by which column
//! each table is limited to `:tenant`, and the types say whether it is the right
//! one.

use std::collections::BTreeSet;

use crate::text::{self, Named, Placeholders};
use crate::{Catalog, Dialect, Finding, Kind, Rule, Table};

/// The placeholder of the tenant's key.
const TENANT: &str = ":tenant";

/// A text with named placeholders in which every table is tied to the tenant, or
/// has to be everybody's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tied {
    /// Each table, and what it is tied by.
    pub tables: Vec<TiedTable>,
    /// The text between the placeholders, and the placeholders.
    pub pieces: Vec<Piece>,
}

/// A table of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TiedTable {
    /// Its name, without the schema.
    pub name: String,
    /// What ties it to the tenant. The table has to have the columns in it.
    pub by: Tie,
    /// Is it written to?
    pub written: bool,
}

/// What ties a table to the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let words = words(&cleaned);
    let mut search = Search {
        sql,
        dialect,
        tables: Vec::new(),
    };
    search.find_tables();
    search.of_the_default_schema()?;
    let written = search.written();
    search.find_ties(&words)?;
    let findings = search.findings();
    if !findings.is_empty() {
        return Err(findings.into_iter().map(in_other_words).collect());
    }
    Ok(Tied {
        tables: search
            .tables
            .iter()
            .map(|(name, rule)| tied(name, rule, written.contains(name)))
            .collect(),
        pieces: pieces(sql, &placeholders),
    })
}

struct Search<'a> {
    sql: &'a str,
    dialect: Dialect,
    /// Everybody's, until a tie is found.
    tables: Vec<(String, Rule)>,
}

impl Search<'_> {
    fn findings(&self) -> Vec<Finding> {
        let tables = self.tables.iter().map(|(name, rule)| {
            let (schema, name) = split(name);
            let table = Table::new(name, rule.clone());
            match schema {
                Some(schema) => table.in_schema(schema),
                None => table,
            }
        });
        let mut catalog = Catalog::new(self.dialect).tables(tables);
        catalog.assumes_columns = true;
        catalog.check_with(self.sql, Placeholders::Named, Some(TENANT))
    }

    /// Tables behind tables that are not known show when those are.
    fn find_tables(&mut self) {
        loop {
            let unknown: BTreeSet<String> = self
                .findings()
                .into_iter()
                .filter(|finding| finding.kind == Kind::UnknownTable)
                .filter_map(|finding| finding.table)
                .filter(|name| self.tables.iter().all(|(own, _)| own != name))
                .collect();
            if unknown.is_empty() {
                return;
            }
            let known = unknown.into_iter().map(|name| (name, Rule::Shared));
            self.tables.extend(known);
        }
    }

    /// Which schema a table was declared in, nobody says here.
    fn of_the_default_schema(&self) -> Result<(), Vec<Finding>> {
        let findings: Vec<Finding> = self
            .tables
            .iter()
            .filter_map(|(name, _)| {
                let schema = split(name).0?;
                (Some(schema) != self.dialect.default_schema()).then(|| {
                    let text =
                        format!("`{name}` names a schema, which is not looked at; leave it out");
                    Finding::new(Kind::NotUnderstood, text).about(name)
                })
            })
            .collect();
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }

    fn written(&self) -> BTreeSet<String> {
        let findings = self.findings().into_iter();
        findings
            .filter(|finding| finding.kind == Kind::SharedTableWritten)
            .filter_map(|finding| finding.table)
            .collect()
    }

    /// One tie can be what the next hangs on.
    fn find_ties(&mut self, words: &BTreeSet<String>) -> Result<(), Vec<Finding>> {
        let mut progress = true;
        while progress {
            progress = false;
            for table in 0..self.tables.len() {
                if !matches!(self.tables.get(table), Some((_, Rule::Shared))) {
                    continue;
                }
                let columns = words.iter().map(|column| Rule::Owned {
                    column: column.clone(),
                    shared_without_tenant: false,
                });
                progress |= self.try_columns(table, columns.collect())?
                    || self.try_parents(table, self.parents(table, words));
            }
        }
        Ok(())
    }

    fn parents(&self, child: usize, words: &BTreeSet<String>) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (index, (parent, rule)) in self.tables.iter().enumerate() {
            if index == child || *rule == Rule::Shared {
                continue;
            }
            let (schema, name) = split(parent);
            for foreign_key in words {
                for parent_key in words {
                    rules.push(Rule::Child {
                        foreign_key: foreign_key.clone(),
                        parent: (schema.map(str::to_owned), name.to_owned()),
                        parent_key: parent_key.clone(),
                    });
                }
            }
        }
        rules
    }

    fn try_columns(&mut self, table: usize, rules: Vec<Rule>) -> Result<bool, Vec<Finding>> {
        let fitting = self.fitting(table, rules);
        match <[Rule; 1]>::try_from(fitting) {
            Ok([rule]) => {
                self.set(table, rule);
                Ok(true)
            }
            Err(fitting) if fitting.is_empty() => Ok(false),
            Err(_) => {
                let name = self.name(table);
                let text = "is compared with `:tenant` by more than one column; keep one";
                Err(vec![
                    Finding::new(Kind::NotUnderstood, format!("`{name}` {text}")).about(name),
                ])
            }
        }
    }

    /// A shared table can be joined to several by their keys: then none of them
    /// is its parent.
    fn try_parents(&mut self, table: usize, rules: Vec<Rule>) -> bool {
        let fitting = self.fitting(table, rules);
        match <[Rule; 1]>::try_from(fitting) {
            Ok([rule]) => {
                self.set(table, rule);
                true
            }
            Err(_) => false,
        }
    }

    /// The rules under which nothing is wrong with the table.
    fn fitting(&mut self, table: usize, rules: Vec<Rule>) -> Vec<Rule> {
        let mut fitting = Vec::new();
        for rule in rules {
            self.set(table, rule.clone());
            if self.nothing_wrong_with(table) {
                fitting.push(rule);
            }
            self.set(table, Rule::Shared);
        }
        fitting
    }

    fn set(&mut self, table: usize, rule: Rule) {
        if let Some((_, own)) = self.tables.get_mut(table) {
            *own = rule;
        }
    }

    fn name(&self, table: usize) -> String {
        let entry = self.tables.get(table);
        entry.map(|(name, _)| name.clone()).unwrap_or_default()
    }

    fn nothing_wrong_with(&self, table: usize) -> bool {
        let name = self.name(table);
        let findings = self.findings();
        findings
            .iter()
            .all(|finding| finding.table.as_ref() != Some(&name))
    }
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

/// The words of a text that can be columns.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .map(str::to_owned)
        .collect()
}

fn split(name: &str) -> (Option<&str>, &str) {
    match name.rsplit_once('.') {
        Some((schema, name)) => (Some(schema), name),
        None => (None, name),
    }
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

fn tied(name: &str, rule: &Rule, written: bool) -> TiedTable {
    let by = match rule {
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
        name: split(name).1.to_owned(),
        by,
        written,
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
