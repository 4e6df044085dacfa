//! The whole plan: from declarations and a database to a migration.

use diesel::pg::PgConnection;

use super::audit::Acceptance;
use super::catalog::Catalog;
use super::declared::Walled;
use super::error::PlanError;
use super::functions::Cluster;
use super::keys::Keys;
use super::kind::Kind;
use super::migration::Migration;
use super::{TenantKind, grants, install, policy};
use crate::registry::{Table, tables};

/// The row-level security of the declared tables, for one application.
///
/// ```no_run
/// use diesel::prelude::*;
/// use tenant_core::rls::RowLevelSecurity;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut owner = PgConnection::establish("postgres://owner@localhost/ads")?;
/// let migration = RowLevelSecurity::for_role("app").migration(&mut owner)?;
/// for remark in migration.remarks() {
///     eprintln!("{remark}");
/// }
/// migration.write("migrations/2026-02-01-000000_row_level_security")?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct RowLevelSecurity {
    pub(super) role: String,
    pub(super) tables: Vec<Table>,
    pub(super) kinds: Vec<Kind>,
    pub(super) cluster: Cluster,
    pub(super) acceptances: Vec<Acceptance>,
}

impl RowLevelSecurity {
    /// For the tables that this program declares, and the role as which the
    /// application connects.
    pub fn for_role(role: impl Into<String>) -> Self {
        Self {
            role: role.into(),
            tables: tables(),
            kinds: Kind::built_in(),
            cluster: Cluster::Single,
            acceptances: Vec::new(),
        }
    }

    /// Names a kind of tenant of the application's own.
    #[must_use]
    pub fn kind<K: TenantKind>(mut self) -> Self {
        self.kinds.push(Kind::of::<K>());
        self
    }

    /// For a Citus cluster, sharded by the tenant column. Where the database has
    /// the extension, that is seen; say it to plan for a cluster on a database that
    /// is none.
    ///
    /// The binding reaches the workers, and the policies are free of subqueries;
    /// so no table can be owned through a parent. Distribute the tables first.
    #[must_use]
    pub fn citus(mut self) -> Self {
        self.cluster = Cluster::Citus;
        self
    }

    /// What has to change in the database for it to hold what the declarations
    /// say.
    ///
    /// The same declarations and the same database give the same text. Connect as
    /// the owner of the tables, with the `search_path` of the application.
    ///
    /// # Errors
    ///
    /// [`PlanError`].
    pub fn migration(&self, conn: &mut PgConnection) -> Result<Migration, PlanError> {
        let walled = self.walled()?;
        let kinds = self.kinds_in_use(&walled)?;
        let catalog = Catalog::read(conn, &self.tables, &self.role, self.cluster)?;

        let mut changes = install::missing(&kinds, &catalog);
        let schemas = grants::schemas(&self.role, &catalog).into_iter();
        changes.extend(schemas.map(|(_, change)| change));
        changes.extend(grants::temporary(&self.role, &catalog));
        let mut keys = Keys::lacking(&walled, &catalog)?;
        if catalog.temporary && !catalog.database_owned {
            keys.remarks.push(format!(
                "the role {} can make temporary tables, which the next tenant of its connection sees; as \
                 the owner of the database, REVOKE TEMPORARY ON DATABASE .. FROM PUBLIC",
                self.role
            ));
        }
        changes.append(&mut keys.changes);
        for table in &walled {
            let live = catalog.table(&table.table.name)?;
            changes.extend(policy::changes(table, live, &catalog)?);
            keys.remarks
                .extend(policy::widening_on_workers(live, &catalog));
            changes.extend(grants::table(&self.role, table, live));
        }
        changes.extend(install::stale(&kinds, &catalog));
        if !changes.is_empty() {
            changes.insert(0, grants::guard(&self.role));
        }
        Ok(Migration {
            changes,
            remarks: keys.remarks,
            cluster: catalog.cluster,
        })
    }

    /// The kinds that tables belong to, each with a name that is its own.
    pub(super) fn kinds_in_use(&self, walled: &[Walled]) -> Result<Vec<Kind>, PlanError> {
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in &self.kinds {
            let used = walled.iter().any(|table| table.kind.as_ref() == Some(kind));
            if !used || kinds.contains(kind) {
                continue;
            }
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let fits = (1..=40).contains(&kind.name.len()) && kind.name.chars().all(plain);
            if !fits || kinds.iter().any(|other| other.name == kind.name) {
                return Err(PlanError::KindName { name: kind.name });
            }
            kinds.push(kind.clone());
        }
        Ok(kinds)
    }
}
