//! What the application's role may do, and that it may do no more.

use super::RowLevelSecurity;
use super::catalog::{Catalog, LiveTable};
use super::declared::Walled;
use super::functions::SCHEMA;
use super::migration::Change;
use super::sql::{identifier, text};
use crate::registry::Ownership;

const OWNED: &[&str] = &["DELETE", "INSERT", "SELECT", "UPDATE"];
const SHARED: &[&str] = &["SELECT"];

/// The SQL that makes a role for an application, for whoever may make roles.
///
/// It can log in where a password or another way is configured for it, owns
/// nothing, and is subject to policies.
///
/// ```
/// assert_eq!(
///     tenant_core::rls::create_role("app"),
///     "CREATE ROLE \"app\" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;",
/// );
/// ```
pub fn create_role(role: &str) -> String {
    format!(
        "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;",
        identifier(role)
    )
}

impl RowLevelSecurity {
    /// The SQL that makes a role for listing the tenants, for whoever may make roles
    /// and owns the tables.
    ///
    /// It reads the key of each table of tenants that this program declares, and no
    /// other column and no other table. Policies do not apply to it: one that would let
    /// it read more than one tenant cannot stand beside the tenants' own, which are
    /// restrictive. Its grants are what it can do. The application never connects as it.
    ///
    /// [`danger::every_tenant`](crate::danger::every_tenant) lists the tenants on such a
    /// connection.
    ///
    /// ```
    /// # diesel::table! { companies (id) { id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(root, key = i64)] companies; }
    /// use tenant_core::rls::RowLevelSecurity;
    ///
    /// # fn main() {
    /// let sql = RowLevelSecurity::for_role("app").create_lister("lister");
    /// assert!(sql.contains("GRANT SELECT (\"id\") ON \"companies\" TO \"lister\";"));
    /// # }
    /// ```
    pub fn create_lister(&self, role: &str) -> String {
        let role = identifier(role);
        let mut sql = format!(
            "CREATE ROLE {role} LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION \
             NOINHERIT;\n"
        );
        for table in &self.tables {
            let Ownership::Root { column, .. } = &table.ownership else {
                continue;
            };
            let mut name = identifier(&table.name.name);
            if let Some(schema) = &table.name.schema {
                name = format!("{}.{name}", identifier(schema));
            }
            // The schema is the one in which the name is found.
            let grant = text(&format!("GRANT USAGE ON SCHEMA %s TO {role}"));
            sql += &format!(
                "DO $tenant_core$ BEGIN EXECUTE format({grant}, (SELECT relnamespace::regnamespace \
                 FROM pg_class WHERE oid = {}::regclass)); END $tenant_core$;\n",
                text(&name)
            );
            let column = identifier(column);
            sql += &format!("GRANT SELECT ({column}) ON {name} TO {role};\n");
        }
        sql
    }
}

/// Ends the migration where the role would make nothing of its policies.
pub(super) fn guard(role: &str) -> Change {
    let name = text(role);
    let guard = format!(
        "DO $tenant_core$
DECLARE
  role record;
BEGIN
  SELECT * INTO role FROM pg_roles WHERE rolname = {name};
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the role % does not exist', {name};
  ELSIF role.rolsuper OR role.rolbypassrls THEN
    RAISE EXCEPTION 'policies do not apply to the role %: it is a superuser or has BYPASSRLS', {name};
  ELSIF pg_has_role(role.oid, current_user, 'MEMBER') THEN
    RAISE EXCEPTION 'the role % can become the owner of the tables', {name};
  END IF;
END
$tenant_core$;"
    );
    Change::new([guard], [])
}

/// The way to the functions and to the tables.
pub(super) fn schemas<'a>(role: &str, catalog: &'a Catalog) -> Vec<(&'a str, Change)> {
    let role = identifier(role);
    let closed = catalog.tables.iter().filter(|table| !table.schema_open);
    let mut schemas: Vec<&str> = closed.map(|table| table.schema.as_str()).collect();
    if !catalog.open {
        schemas.push(SCHEMA);
    }
    schemas.sort_unstable();
    schemas.dedup();
    let change = |schema| {
        let quoted = identifier(schema);
        let change = Change::new(
            [format!("GRANT USAGE ON SCHEMA {quoted} TO {role};")],
            [format!("REVOKE USAGE ON SCHEMA {quoted} FROM {role};")],
        );
        (schema, change)
    };
    schemas.into_iter().map(change).collect()
}

/// No temporary tables: they would be there for the next tenant of the
/// connection.
pub(super) fn temporary(role: &str, catalog: &Catalog) -> Option<Change> {
    let role = identifier(role);
    let on_database = |sql: &str| {
        let sql = text(sql);
        format!(
            "DO $tenant_core$ BEGIN EXECUTE format({sql}, current_database()); END $tenant_core$;"
        )
    };
    (catalog.temporary && catalog.database_owned).then(|| {
        let revoke = format!("REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, {role}");
        Change::new(
            [on_database(&revoke)],
            [on_database("GRANT TEMPORARY ON DATABASE %I TO PUBLIC")],
        )
    })
}

/// The rights on a table. `TRUNCATE`, `REFERENCES` and `TRIGGER` reach past
/// policies.
pub(super) fn table(role: &str, walled: &Walled, live: &LiveTable) -> Vec<Change> {
    let role = identifier(role);
    let table = live.sql_name();
    let wanted = if walled.write.is_some() {
        OWNED
    } else {
        SHARED
    };
    let mut changes = Vec::new();

    let grant = |rights: &str, to: &str| format!("GRANT {rights} ON {table} TO {to};");
    let revoke = |rights: &str, from: &str| format!("REVOKE {rights} ON {table} FROM {from};");

    if !live.public_privileges.is_empty() {
        let rights = live.public_privileges.join(", ");
        changes.push(Change::new(
            [revoke(&rights, "PUBLIC")],
            [grant(&rights, "PUBLIC")],
        ));
    }
    let too_many: Vec<&str> = live
        .privileges
        .iter()
        .map(String::as_str)
        .filter(|right| !wanted.contains(right))
        .collect();
    if !too_many.is_empty() {
        let rights = too_many.join(", ");
        changes.push(Change::new(
            [revoke(&rights, &role)],
            [grant(&rights, &role)],
        ));
    }
    let missing: Vec<&str> = wanted
        .iter()
        .copied()
        .filter(|right| live.privileges.iter().all(|has| has != right))
        .collect();
    if !missing.is_empty() {
        let rights = missing.join(", ");
        changes.push(Change::new(
            [grant(&rights, &role)],
            [revoke(&rights, &role)],
        ));
    }
    if walled.write.is_some() {
        for sequence in &live.closed_sequences {
            changes.push(Change::new(
                [format!("GRANT USAGE ON SEQUENCE {sequence} TO {role};")],
                [format!("REVOKE USAGE ON SEQUENCE {sequence} FROM {role};")],
            ));
        }
    }
    changes
}
