//! Checks SQL texts for statements that reach past one tenant's rows.
//!
//! A [`Catalog`] says whose the rows of each table are. [`Catalog::check`]
//! parses a text and gives a [`Finding`] for each mistake in it, and none for a
//! text in which every table of a tenant's, at any depth, is limited by an
//! equality of its tenant column with a bind parameter that no `OR`, `NOT`,
//! outer join or wrong alias gets past, and in which no row is added to, or
//! moved to, another tenant.
//!
//! ```
//! use tenant_sql::{Catalog, Dialect, Kind, Table};
//!
//! let catalog = Catalog::new(Dialect::Postgres)
//!     .table(Table::owned("posts", "tenant_id").columns(["id", "tenant_id", "title"]))
//!     .table(Table::child("comments", "post_id", "posts", "id").columns(["id", "post_id", "text"]))
//!     .table(Table::shared("countries"));
//!
//! let safe = "SELECT p.title, c.text
//!             FROM posts p LEFT JOIN comments c ON c.post_id = p.id
//!             WHERE p.tenant_id = $1";
//! assert!(catalog.check(safe).is_empty());
//!
//! let findings = catalog.check("DELETE FROM posts WHERE tenant_id = $1 OR title = $2");
//! assert_eq!(findings[0].kind, Kind::WriteNotBound);
//! ```
//!
//! # What it trusts
//!
//! * The catalog: that a table's columns are all there, where they are given,
//!   and that a parent's key is unique.
//! * That the bind parameter holds the tenant's own key. A text does not say
//!   what will be bound.
//! * Names: that no view, function, operator, type or temporary table of your own
//!   has the name of a declared table or of one that the database brings along,
//!   and that no cast that you added to one of its types reads a table.
//! * Settings as they are by default: `standard_conforming_strings` on
//!   PostgreSQL.
//!
//! What is not known is refused: an unknown table, function, clause or kind of
//! statement is a [`Finding`], and so is a text that a database and the parser,
//! or two settings of one database, could read in two ways.

mod binding;
mod call;
mod catalog;
mod checker;
mod dialect;
mod discover;
mod expression;
mod facts;
mod finding;
mod from;
mod function;
mod grouping;
mod harmless;
mod insert;
mod join;
mod presence;
mod projection;
mod provenance;
mod query;
mod scope;
mod search;
mod select;
mod session;
mod statement;
mod text;
mod update;
mod upsert;

use sqlparser::ast::Statement;
use sqlparser::parser::Parser;

use self::checker::Checker;
use self::text::Placeholders;

pub use self::catalog::{Catalog, Rule, Table};
pub use self::dialect::Dialect;
pub use self::discover::{Piece, Tie, Tied, TiedTable, tie};
pub use self::finding::{Finding, Kind};

impl Catalog {
    /// What is wrong with a text. Nothing is, where the list is empty.
    pub fn check(&self, sql: &str) -> Vec<Finding> {
        let mut checker = Checker::new(self, None);
        match text::clean(sql, self.dialect, Placeholders::Database) {
            Err(reason) => checker.report(Kind::NotUnderstood, reason),
            Ok((None, _)) => {}
            Ok((Some(text), _)) if self.dialect == Dialect::Sqlite && pragma(&text).is_some() => {
                checker.pragma(pragma(&text).unwrap_or_default());
            }
            Ok((Some(text), _)) => match parse(self.dialect, &text) {
                Ok(statement) => checker.statement(&statement),
                Err(finding) => checker.findings.push(finding),
            },
        }
        checker.findings
    }
}

/// The one statement of a text.
fn parse(dialect: Dialect, text: &str) -> Result<Statement, Finding> {
    let statements = Parser::new(dialect.parser())
        .try_with_sql(text)
        .and_then(|mut parser| parser.parse_statements());
    let reason = match statements.map(<[Statement; 1]>::try_from) {
        Ok(Ok([statement])) => return Ok(statement),
        Ok(Err(_)) => "it is not one statement".to_owned(),
        Err(error) => format!("it is not understood by the parser: {error}"),
    };
    Err(Finding::new(Kind::NotUnderstood, reason))
}

fn pragma(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ')?;
    word.eq_ignore_ascii_case("pragma").then_some(rest)
}
