//! The wall itself: an instrumentation that looks at each text.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent};
use tenant_sql::{Catalog, Finding};

use super::report::{Report, Statement};
use super::{Sanctioned, caller, sent};

/// What happens to a statement with findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// It is sent, and is in the [report](StatementWall::report).
    Collect,
    /// It is sent, and each of its findings is a warning of `tracing`.
    Warn,
    /// It is not sent: the wall panics. For tests and CI.
    Deny,
}

/// Checks each text that a connection sends.
///
/// Clones share what they have seen: each text is parsed once, however often and
/// on how many connections it is sent. The module's documentation has an example.
#[derive(Debug, Clone)]
pub struct StatementWall {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    catalog: Catalog,
    mode: Mode,
    seen: Mutex<HashMap<String, Seen>>,
    sanctioned: AtomicU64,
}

/// What is known of one text.
#[derive(Debug)]
struct Seen {
    sent: u64,
    findings: Arc<[Finding]>,
    from: Vec<String>,
}

impl StatementWall {
    /// A wall around the tables of the catalog; see
    /// [`declared_tables`](super::declared_tables).
    pub fn new(catalog: Catalog, mode: Mode) -> Self {
        Self {
            shared: Arc::new(Shared {
                catalog,
                mode,
                seen: Mutex::default(),
                sanctioned: AtomicU64::new(0),
            }),
        }
    }

    /// What was sent so far.
    pub fn report(&self) -> Report {
        let seen = self.seen();
        let mut statements: Vec<_> = seen
            .iter()
            .filter(|(_, seen)| !seen.findings.is_empty())
            .map(|(sql, seen)| Statement {
                sql: sql.clone(),
                sent: seen.sent,
                findings: seen.findings.to_vec(),
                from: seen.from.clone(),
            })
            .collect();
        statements.sort_by(|a, b| b.sent.cmp(&a.sent).then_with(|| a.sql.cmp(&b.sql)));
        Report {
            sent: seen.values().map(|seen| seen.sent).sum(),
            texts: seen.len(),
            sanctioned: self.shared.sanctioned.load(Ordering::Relaxed),
            statements,
        }
    }

    /// A panic under the lock leaves nothing half done behind.
    fn seen(&self) -> MutexGuard<'_, HashMap<String, Seen>> {
        let seen = self.shared.seen.lock();
        seen.unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts the text; its findings.
    fn look_at(&self, sql: &str) -> Arc<[Finding]> {
        if let Some(seen) = self.seen().get_mut(sql) {
            seen.sent += 1;
            return Arc::clone(&seen.findings);
        }
        let findings: Arc<[Finding]> = self.shared.catalog.check(sql).into();
        let from = if findings.is_empty() {
            Vec::new()
        } else {
            caller::frames()
        };
        let mut all = self.seen();
        let seen = all.entry(sql.to_owned()).or_insert(Seen {
            sent: 0,
            findings,
            from,
        });
        seen.sent += 1;
        Arc::clone(&seen.findings)
    }
}

impl Instrumentation for StatementWall {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        let InstrumentationEvent::StartQuery { query, .. } = event else {
            return;
        };
        if Sanctioned::is_on() {
            self.shared.sanctioned.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let Some(sql) = sent::text(query) else {
            return;
        };
        let findings = self.look_at(&sql);
        match self.shared.mode {
            Mode::Collect => {}
            Mode::Warn => {
                for finding in &*findings {
                    tracing::warn!(
                        sql,
                        kind = ?finding.kind,
                        table = finding.table,
                        "{finding}"
                    );
                }
            }
            Mode::Deny => deny(&sql, &findings),
        }
    }
}

/// # Panics
///
/// Where there are findings.
fn deny(sql: &str, findings: &[Finding]) {
    let messages: Vec<String> = findings
        .iter()
        .map(|finding| format!("  - {finding}"))
        .collect();
    assert!(
        findings.is_empty(),
        "this statement reaches past one tenant's rows:\n{sql}\n{}",
        messages.join("\n")
    );
}
