//! Does a live database hold what the declarations say?

mod around;
mod report;
mod tables;
mod workers;

pub use self::report::{Audit, AuditFailed, Fault, Finding};

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
    /// # Errors
    ///
    /// [`PlanError`], for declarations of which no policies can be made. What is
    /// wrong with the database is a [`Finding`].
    pub fn audit(&self, conn: &mut PgConnection) -> Result<Audit, PlanError> {
        let walled = self.walled()?;
        let kinds = self.kinds_in_use(&walled)?;
        let catalog = Catalog::read(conn, &self.tables, &self.role, self.cluster)?;
        let mut findings = tables::findings(self, &walled, &kinds, &catalog)?;
        findings.extend(around::findings(conn, &self.role, &walled, &catalog)?);
        findings.extend(workers::findings(conn, self, &walled, &kinds, &catalog)?);
        findings.sort();
        findings.dedup();
        Ok(Audit { findings })
    }
}
