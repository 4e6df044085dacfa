//! What a wall has seen.

use std::fmt;

use serde::Serialize;
use tenant_sql::Finding;

/// What was sent, and which of it reached past one tenant's rows.
///
/// It prints as text for people, and serialises for other programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How many statements were sent, beside the sanctioned ones.
    pub sent: u64,
    /// How many different texts there were among them.
    pub texts: usize,
    /// How many were sent by look-ups and under `danger::across_tenants`.
    pub sanctioned: u64,
    /// The texts with findings, the most frequent first.
    pub statements: Vec<Statement>,
}

/// A text with findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Statement {
    /// The text, without what was bound.
    pub sql: String,
    /// How often it was sent.
    pub sent: u64,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// From where it was first sent: the frames of the program that were on the
    /// stack, the innermost first. Empty where the program has no debug
    /// information.
    pub from: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sent,
            texts,
            sanctioned,
            statements,
        } = self;
        writeln!(
            f,
            "{sent} statements sent, {texts} different ones, {} of them reach past one tenant's rows; \
             {sanctioned} more by look-ups and across tenants",
            statements.len()
        )?;
        for statement in statements {
            write!(f, "\n{statement}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} times: {}", self.sent, self.sql)?;
        for finding in &self.findings {
            writeln!(f, "  - {finding}")?;
        }
        for frame in &self.from {
            writeln!(f, "  at {frame}")?;
        }
        Ok(())
    }
}
