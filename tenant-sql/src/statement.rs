//! Kinds of statement: those about rows are checked, those about the session
//! are known one by one, and the rest is refused.

use sqlparser::ast::{ContextModifier, Expr, Set, Statement};

use crate::checker::{Checker, Ctes};
use crate::session::is_setting;
use crate::{Dialect, Kind};

/// Settings of SQLite that decide nothing about whose rows are seen.
const PRAGMAS: &[&str] = &[
    "busy_timeout",
    "cache_size",
    "journal_mode",
    "journal_size_limit",
    "mmap_size",
    "optimize",
    "synchronous",
    "temp_store",
    "user_version",
    "wal_autocheckpoint",
    "wal_checkpoint",
];

impl Checker<'_> {
    pub(crate) fn statement(&mut self, statement: &Statement) {
        let ctes = Ctes::default();
        match statement {
            Statement::Query(query) => {
                let _ = self.query(query, None, &ctes);
            }
            Statement::Insert(insert) => {
                let _ = self.insert(insert, &ctes);
            }
            Statement::Update(update) => {
                let _ = self.update(update, &ctes);
            }
            Statement::Delete(delete) => {
                let _ = self.delete(delete, &ctes);
            }
            Statement::Explain { statement, .. } => self.statement(statement),
            Statement::StartTransaction {
                statements,
                exception: None,
                has_end_keyword: false,
                ..
            } if statements.is_empty() => {}
            Statement::Commit { .. }
            | Statement::Rollback { .. }
            | Statement::Savepoint { .. }
            | Statement::ReleaseSavepoint { .. } => {}
            // On MySQL this is also `SHOW BINLOG EVENTS`.
            Statement::ShowVariable { variable } if self.dialect() == Dialect::Postgres => {
                self.shown(variable);
            }
            Statement::Set(set) => self.set(set),
            other => {
                let text = other.to_string();
                let words: Vec<&str> = text.split_whitespace().take(2).collect();
                self.refused(&format!("`{}`", words.join(" ")));
            }
        }
    }

    /// `PRAGMA`, whose values the parser does not know.
    pub(crate) fn pragma(&mut self, text: &str) {
        let (name, value) = match text.split_once(['=', '(']) {
            Some((name, value)) => (name, value.trim().trim_end_matches(')').trim()),
            None => (text, "on"),
        };
        let name = name.trim().to_ascii_lowercase();
        let name = name.strip_prefix("main.").unwrap_or(&name);
        let on = ["on", "true", "yes", "1"]
            .iter()
            .any(|on| value.eq_ignore_ascii_case(on));
        if !(PRAGMAS.contains(&name) || (name == "foreign_keys" && on)) {
            self.refused("this `PRAGMA`");
        }
    }

    fn refused(&mut self, what: &str) {
        self.report(
            Kind::StatementRefused,
            format!("{what} is no statement about one tenant's rows; run it where none is served"),
        );
    }

    fn set(&mut self, set: &Set) {
        match set {
            Set::SetTransaction { snapshot: None, .. }
            | Set::SetNames { .. }
            | Set::SetNamesDefault {} => {}
            Set::SetTimeZone { value, .. } if is_value(value) => {}
            Set::SingleAssignment {
                scope: None | Some(ContextModifier::Local | ContextModifier::Session),
                hivevar: false,
                variable,
                values,
            } if is_setting(variable, self.dialect()) && values.iter().all(is_value) => {}
            Set::MultipleAssignments { assignments }
                if assignments.iter().all(|assignment| {
                    !matches!(assignment.scope, Some(ContextModifier::Global))
                        && is_setting(&assignment.name, self.dialect())
                        && is_value(&assignment.value)
                }) => {}
            _ => self.refused("this `SET`"),
        }
    }
}

fn is_value(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(_) | Expr::Identifier(_))
        || matches!(expr, Expr::UnaryOp { expr, .. } if matches!(**expr, Expr::Value(_)))
}
