//! Does a live database hold what the declarations say?

mod accept;
mod around;
mod code;
mod finding;
mod grants;
mod reach;
mod relations;
mod report;
mod role;
mod tables;
mod upcoming;
mod workers;

pub use self::finding::{Fault, Finding, Severity};
pub use self::report::{Accepted, Audit, AuditFailed};

pub(super) use self::accept::Acceptance;
use self::reach::Reach;

use diesel::pg::PgConnection;

use super::RowLevelSecurity;
use super::catalog::Catalog;
use super::error::PlanError;

impl RowLevelSecurity {
    /// Looks for whatever would let a tenant past the wall of this database.
    ///
    /// Run it as the application, with its role and its `search_path`: at its
    /// start, in its tests. It reads the catalog alone.
    ///
    /// ```no_run
    /// use diesel::prelude::*;
    /// use tenant_core::rls::RowLevelSecurity;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut conn = PgConnection::establish("..")?;
    /// RowLevelSecurity::for_role("app").audit(&mut conn)?.passed()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A [`Severity`] says how bad each finding is; holes alone make
    /// [`passed`](Audit::passed) fail.
    ///
    /// # Errors
    ///
    /// [`PlanError`], for declarations of which no policies can be made. What is
    /// wrong with the database is a [`Finding`].
    pub fn audit(&self, conn: &mut PgConnection) -> Result<Audit, PlanError> {
        let walled = self.walled()?;
        let kinds = self.kinds_in_use(&walled)?;
        let catalog = Catalog::read(conn, &self.tables, &self.role, self.cluster)?;
        let reach = Reach::of(&self.role, conn)?;
        let mut findings = tables::findings(self, &walled, &kinds, &catalog, &reach)?;
        findings.extend(around::findings(
            conn, &self.role, &reach, &walled, &catalog,
        )?);
        findings.extend(workers::findings(conn, self, &walled, &kinds, &catalog)?);
        upcoming::judge(self, conn, &walled, catalog, &mut findings)?;
        Ok(Audit::new(findings, &self.acceptances))
    }

    /// Says that a finding of the audit is known and stays, and why.
    ///
    /// `object` is the name that the report prints: `coaches.live_email`, or
    /// `coaches` where the audit finds this fault there once. An entry that accepts
    /// nothing, or fits more than one finding, or gives no reason, is itself a finding.
    ///
    /// ```
    /// use tenant_core::rls::{Fault, RowLevelSecurity};
    ///
    /// let wall = RowLevelSecurity::for_role("app").accept(
    ///     Fault::UniqueKey,
    ///     "coaches.live_email",
    ///     "people log in with their e-mail address, in all gyms",
    /// );
    /// ```
    #[must_use]
    pub fn accept(
        mut self,
        finding: Fault,
        object: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        self.acceptances.push(Acceptance {
            fault: finding,
            object: object.into(),
            reason: reason.into(),
        });
        self
    }
}
