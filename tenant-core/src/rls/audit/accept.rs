//! Findings that somebody has looked at and can live with.

use super::{Accepted, Audit, Fault, Finding, Severity};

/// What was said in code.
#[derive(Debug, Clone)]
pub(in crate::rls) struct Acceptance {
    pub(in crate::rls) fault: Fault,
    pub(in crate::rls) object: String,
    pub(in crate::rls) reason: String,
}

impl Audit {
    /// An entry accepts one finding, so that it does not hide the next of its kind.
    pub(super) fn new(mut findings: Vec<Finding>, acceptances: &[Acceptance]) -> Self {
        findings.sort();
        findings.dedup();
        let mut accepted: Vec<Accepted> = Vec::new();
        let mut idle = Vec::new();
        for entry in acceptances {
            let meant = |finding: &Finding| {
                finding.fault == entry.fault
                    && (finding.name() == entry.object || finding.object == entry.object)
            };
            let exact = |finding: &Finding| meant(finding) && finding.name() == entry.object;
            let why = match (
                findings.iter().filter(|&finding| exact(finding)).count(),
                findings.iter().filter(|&finding| meant(finding)).count(),
            ) {
                _ if entry.reason.trim().is_empty() => "it gives no reason",
                (1, _) | (0, 1) => {
                    let found = findings.iter().position(exact);
                    if let Some(at) = found.or_else(|| findings.iter().position(meant)) {
                        accepted.push(Accepted {
                            finding: findings.remove(at),
                            reason: entry.reason.clone(),
                        });
                    }
                    continue;
                }
                (0, 0) => "there is no such finding; take the entry out",
                _ => "more than one finding fits; name one, as `table.key`",
            };
            idle.push(Finding::new(
                Severity::Drift,
                Fault::Accepted,
                &entry.object,
                entry.fault.name(),
                format!("nothing is accepted by this entry: {why}"),
            ));
        }
        findings.extend(idle);
        findings.sort();
        findings.dedup();
        accepted.sort();
        Self { findings, accepted }
    }
}
