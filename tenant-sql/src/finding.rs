//! What is wrong with a text, in words for whoever wrote it.

use std::fmt;

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Kind {
    /// The text is not understood, or could be read in two ways.
    NotUnderstood,
    /// A statement that is not about rows, or about rows of everybody.
    StatementRefused,
    /// A table that was not declared.
    UnknownTable,
    /// A table that is read without its tenant.
    NotBound,
    /// A table that is changed without its tenant.
    WriteNotBound,
    /// A row is added for a tenant that is not a bind parameter.
    TenantNotInserted,
    /// A row is added under a parent that may be another tenant's.
    ParentNotChecked,
    /// The tenant column, or the foreign key to the parent, is set.
    RowMoved,
    /// A row that is in the way may be another tenant's, and is changed.
    ForeignRowReplaced,
    /// A table that is everybody's is changed.
    SharedTableWritten,
    /// A function that is not known to be harmless.
    FunctionRefused,
}

/// One mistake in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// The table that it is about, as the text names it.
    pub table: Option<String>,
    /// What is wrong, and what to write.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            table: None,
            message: message.into(),
        }
    }

    pub(crate) fn about(mut self, table: impl Into<String>) -> Self {
        self.table = Some(table.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Finding {}
