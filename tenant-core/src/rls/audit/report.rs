//! What an audit found.

use std::error::Error;
use std::fmt;
use std::process::{ExitCode, Termination};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The role, or the connection's own, is not subject to policies.
    Role,
    /// A table that no declaration names.
    NoKind,
    /// Policies are not enabled on a table.
    NotEnabled,
    /// Policies are not forced on the owner of a table.
    NotForced,
    /// A policy is missing, or says something else than the declaration.
    Policy,
    /// A permissive policy of somebody else's, which would widen what a tenant
    /// sees if it stood alone.
    Widening,
    /// Rights that are missing, or too many.
    Rights,
    /// A function of the wall is missing, or is another.
    Function,
    /// A view that reads with its owner's rights.
    View,
    /// A materialized view, which holds the rows of all tenants.
    MaterializedView,
    /// A function that runs with its owner's rights.
    DefinerFunction,
    /// A partition or child table that is reached past its parent's policies.
    Partition,
    /// A foreign key that can refer to another tenant's row.
    ForeignKey,
    /// A unique key that tells what other tenants have.
    UniqueKey,
    /// No index is led by the tenant column.
    Index,
    /// The tenant column can be `NULL`, and the declaration does not say so.
    Nullable,
    /// The declaration and the table do not have the same columns.
    Drift,
    /// A setting that binds whoever connects.
    Setting,
    /// On a node of a Citus cluster something is not as it is declared, or nobody
    /// could look.
    Worker,
}

impl Fault {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::NoKind => "table of no kind",
            Self::NotEnabled => "not enabled",
            Self::NotForced => "not forced",
            Self::Policy => "policy",
            Self::Widening => "widening policy",
            Self::Rights => "rights",
            Self::Function => "function of the wall",
            Self::View => "view",
            Self::MaterializedView => "materialized view",
            Self::DefinerFunction => "security definer",
            Self::Partition => "partition",
            Self::ForeignKey => "foreign key",
            Self::UniqueKey => "unique key",
            Self::Index => "index",
            Self::Nullable => "nullable tenant",
            Self::Drift => "drift",
            Self::Setting => "setting",
            Self::Worker => "worker",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// With what: the name of a table, a view, a function, a role.
    pub object: String,
    /// In words.
    pub detail: String,
}

impl Finding {
    pub(super) fn new(fault: Fault, object: impl fmt::Display, detail: impl Into<String>) -> Self {
        Self {
            fault,
            object: object.to_string(),
            detail: detail.into(),
        }
    }
}

/// What an audit found. It prints as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an audit changes nothing; look at its findings"]
pub struct Audit {
    /// Sorted by fault and object.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// Nothing was found.
    ///
    /// # Errors
    ///
    /// [`AuditFailed`] with what was.
    pub fn passed(self) -> Result<(), AuditFailed> {
        if self.findings.is_empty() {
            Ok(())
        } else {
            Err(AuditFailed(self))
        }
    }

    /// The findings as a JSON array of objects with the strings `fault`,
    /// `object` and `detail`.
    pub fn to_json(&self) -> String {
        let findings: Vec<_> = self
            .findings
            .iter()
            .map(|finding| {
                format!(
                    "{{\"fault\":{},\"object\":{},\"detail\":{}}}",
                    json(finding.fault.name()),
                    json(&finding.object),
                    json(&finding.detail)
                )
            })
            .collect();
        format!("[{}]", findings.join(","))
    }
}

/// A string in JSON. A dependency for it would be in every application, where
/// its comparisons with numbers make `assert_eq!(numbers, [])` ambiguous.
fn json(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widest = |width: fn(&Finding) -> usize| self.findings.iter().map(width).max();
        let fault = widest(|finding| finding.fault.name().chars().count()).unwrap_or(0);
        let object = widest(|finding| finding.object.chars().count()).unwrap_or(0);
        for finding in &self.findings {
            writeln!(
                f,
                "{:fault$}  {:object$}  {}",
                finding.fault, finding.object, finding.detail
            )?;
        }
        match self.findings.len() {
            0 => writeln!(f, "nothing found"),
            1 => writeln!(f, "1 finding"),
            count => writeln!(f, "{count} findings"),
        }
    }
}

/// As the result of a command's `main`: success when nothing was found.
impl Termination for Audit {
    fn report(self) -> ExitCode {
        if self.findings.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// An audit found something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFailed(pub Audit);

impl fmt::Display for AuditFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the database does not keep tenants apart:\n{}", self.0)
    }
}

impl Error for AuditFailed {}
