//! What an audit found.

use std::error::Error;
use std::fmt;
use std::process::{ExitCode, Termination};

use super::{Finding, Severity};

/// A finding that [`accept`](crate::rls::RowLevelSecurity::accept) names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Accepted {
    /// What was found.
    pub finding: Finding,
    /// Why it stays.
    pub reason: String,
}

/// What an audit found. It prints as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an audit changes nothing; look at its findings"]
pub struct Audit {
    /// Sorted by severity, fault and object, without those that are accepted.
    pub findings: Vec<Finding>,
    /// What was found and is accepted.
    pub accepted: Vec<Accepted>,
}

impl Audit {
    /// There is no [`Severity::Hole`]. What tells, and drift, do not stop an
    /// application from starting: print the audit to see them.
    ///
    /// # Errors
    ///
    /// [`AuditFailed`] with all that was found.
    pub fn passed(self) -> Result<(), AuditFailed> {
        if self.has_holes() {
            Err(AuditFailed(self))
        } else {
            Ok(())
        }
    }

    fn has_holes(&self) -> bool {
        let hole = |finding: &Finding| finding.severity == Severity::Hole;
        self.findings.iter().any(hole)
    }

    /// The findings as a JSON array of objects with the strings `severity`, `fault`,
    /// `object`, `part` and `detail`, and `accepted`: the reason, or `null`.
    pub fn to_json(&self) -> String {
        let open = self.findings.iter().map(|finding| (finding, None));
        let accepted = self.accepted.iter();
        let accepted = accepted.map(|accepted| (&accepted.finding, Some(&accepted.reason)));
        let findings: Vec<_> = open
            .chain(accepted)
            .map(|(finding, reason)| {
                format!(
                    "{{\"severity\":{},\"fault\":{},\"object\":{},\"part\":{},\"detail\":{},\"accepted\":{}}}",
                    json(finding.severity.name()),
                    json(finding.fault.name()),
                    json(&finding.object),
                    json(&finding.part),
                    json(&finding.detail),
                    reason.map_or_else(|| "null".to_owned(), |reason| json(reason)),
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
        let accepted = || self.accepted.iter().map(|accepted| &accepted.finding);
        let all = || self.findings.iter().chain(accepted());
        let fault = all().map(|finding| finding.fault.name().chars().count());
        let fault = fault.max().unwrap_or(0);
        let object = all().map(|finding| finding.name().chars().count());
        let object = object.max().unwrap_or(0);
        for severity in [Severity::Hole, Severity::Tells, Severity::Drift] {
            let of = |finding: &&Finding| finding.severity == severity;
            for (at, finding) in self.findings.iter().filter(of).enumerate() {
                if at == 0 {
                    writeln!(f, "{severity}: {}", meaning(severity))?;
                }
                writeln!(
                    f,
                    "  {:fault$}  {:object$}  {}",
                    finding.fault,
                    finding.name(),
                    finding.detail
                )?;
            }
        }
        for (at, Accepted { finding, reason }) in self.accepted.iter().enumerate() {
            if at == 0 {
                writeln!(f, "accepted:")?;
            }
            writeln!(
                f,
                "  {:fault$}  {:object$}  {}: {}; because {reason}",
                finding.fault,
                finding.name(),
                finding.severity,
                finding.detail
            )?;
        }
        match self.findings.len() {
            0 => write!(f, "nothing found")?,
            1 => write!(f, "1 finding")?,
            count => write!(f, "{count} findings")?,
        }
        match self.accepted.len() {
            0 => writeln!(f),
            count => writeln!(f, ", and {count} accepted"),
        }
    }
}

fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Hole => "rows can cross from one tenant to another",
        Severity::Tells => "a tenant can learn that another has something",
        Severity::Drift => "the database is not what the declarations say",
    }
}

/// As the result of a command's `main`: a failure where there is a hole.
impl Termination for Audit {
    fn report(self) -> ExitCode {
        if self.has_holes() {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// An audit found a hole.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditFailed(pub Audit);

impl fmt::Display for AuditFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the database does not keep tenants apart:\n{}", self.0)
    }
}

/// A `main` that ends with it prints this.
impl fmt::Debug for AuditFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for AuditFailed {}
