//! What stands around the declared tables: roles, other tables, views,
//! functions, partitions.

use diesel::pg::PgConnection;
use diesel::result::QueryResult;
use diesel::sql_types::{Array, Oid, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::{Fault, Finding};
use crate::rls::catalog::Catalog;
use crate::rls::declared::Walled;

pub(super) fn findings(
    conn: &mut PgConnection,
    role: &str,
    walled: &[Walled],
    catalog: &Catalog,
) -> QueryResult<Vec<Finding>> {
    let oid = |table: &Walled| catalog.table(&table.table.name).ok().map(|live| live.oid);
    let declared: Vec<u32> = walled.iter().filter_map(oid).collect();
    let owned = walled.iter().filter(|table| table.write.is_some());
    let owned: Vec<u32> = owned.filter_map(oid).collect();
    let mut findings = Vec::new();
    for (fault, sql, tables) in [
        (Fault::Role, ROLES, &declared),
        (Fault::NoKind, OTHERS, &declared),
        (Fault::View, VIEWS, &owned),
        (Fault::MaterializedView, MATERIALIZED, &owned),
        (Fault::DefinerFunction, FUNCTIONS, &owned),
        (Fault::Partition, PARTITIONS, &owned),
        (Fault::Rights, BY_MEMBERSHIP, &declared),
        (Fault::Rights, SCHEMAS, &declared),
        (Fault::Setting, SETTINGS, &declared),
    ] {
        let rows: Vec<Row> = sql_query(sql)
            .bind::<Text, _>(role)
            .bind::<Array<Oid>, _>(tables)
            .load(conn)?;
        findings.extend(
            rows.into_iter()
                .map(|row| Finding::new(fault, row.object, row.detail)),
        );
    }
    Ok(findings)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    object: String,
    #[diesel(sql_type = Text)]
    detail: String,
}

// In all of them `$1` is the role and `$2` the tables.

/// The role that is named and the one that is connected: they should be one.
const ROLES: &str = "
WITH judged AS (
  SELECT oid, rolname::text AS object, rolsuper, rolbypassrls FROM pg_roles
  WHERE rolname IN ($1, current_user, session_user)
)
SELECT object, 'a superuser: policies do not apply' AS detail FROM judged WHERE rolsuper
UNION ALL
SELECT object, 'has BYPASSRLS: policies do not apply' FROM judged WHERE rolbypassrls AND NOT rolsuper
UNION ALL
SELECT object, 'can become ' || r.rolname || ', to which policies do not apply'
FROM judged j JOIN pg_roles r ON r.oid <> j.oid AND (r.rolsuper OR r.rolbypassrls)
  AND pg_has_role(j.oid, r.oid, 'MEMBER')
WHERE NOT j.rolsuper
UNION ALL
SELECT object, 'owns, or can become the owner of, ' || string_agg(c.oid::regclass::text, ', ' ORDER BY 1)
FROM judged j JOIN pg_class c ON c.oid = ANY ($2) AND pg_has_role(j.oid, c.relowner, 'MEMBER')
WHERE NOT j.rolsuper GROUP BY object
UNION ALL
SELECT object, 'can replace functions of the schema ' || n.nspname
FROM judged j JOIN pg_namespace n ON n.nspname = 'tenant_core' AND EXISTS (
  SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND pg_has_role(j.oid, p.proowner, 'MEMBER'))
WHERE NOT j.rolsuper AND NOT EXISTS (
  SELECT FROM pg_class c WHERE c.oid = ANY ($2) AND pg_has_role(j.oid, c.relowner, 'MEMBER'))
UNION ALL
SELECT $1, 'is not there' WHERE NOT EXISTS (SELECT FROM judged WHERE object = $1)";

/// Diesel's own table is nobody's as long as the role has no right on it.
const OTHERS: &str = "
SELECT c.oid::regclass::text AS object, 'declared by nobody' AS detail
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_roles r ON r.rolname = $1
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND NOT c.oid = ANY ($2)
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'tenant_core')
  AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
  AND (c.relname <> '__diesel_schema_migrations'
    OR has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE'))";

/// The views over the tables, and over views over them.
macro_rules! over {
    ($select:literal) => {
        concat!(
            "WITH RECURSIVE over (oid) AS (
               SELECT unnest($2)
               UNION
               SELECT v.ev_class FROM over
               JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = over.oid
                 AND d.classid = 'pg_rewrite'::regclass
               JOIN pg_rewrite v ON v.oid = d.objid
             ) ",
            $select,
            " AND $1 IS NOT NULL"
        )
    };
}

const VIEWS: &str = over!(
    "SELECT c.oid::regclass::text AS object,
       'reads owned tables with the rights of ' || pg_get_userbyid(c.relowner)
         || '; make it a security_invoker view' AS detail
     FROM over JOIN pg_class c ON c.oid = over.oid WHERE c.relkind = 'v'
       AND NOT COALESCE((SELECT bool_or(o.option_value::boolean) FROM pg_options_to_table(c.reloptions) o
         WHERE o.option_name = 'security_invoker'), false)"
);

const MATERIALIZED: &str = over!(
    "SELECT c.oid::regclass::text AS object, 'holds rows of all tenants, past their policies' AS detail
     FROM over JOIN pg_class c ON c.oid = over.oid WHERE c.relkind = 'm'"
);

const FUNCTIONS: &str = "
SELECT p.oid::regprocedure::text AS object,
  'runs with the rights of ' || pg_get_userbyid(p.proowner) AS detail
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace LEFT JOIN pg_roles r ON r.rolname = $1
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND $2 IS NOT NULL AND COALESCE(has_function_privilege(r.oid, p.oid, 'EXECUTE'), true)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')";

const PARTITIONS: &str = "
WITH RECURSIVE below (oid) AS (
  SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = ANY ($2)
  UNION
  SELECT i.inhrelid FROM below JOIN pg_inherits i ON i.inhparent = below.oid
)
SELECT c.oid::regclass::text AS object,
  'can be named directly, past the policies of the table that it is a part of' AS detail
FROM below JOIN pg_class c ON c.oid = below.oid LEFT JOIN pg_roles r ON r.rolname = $1
WHERE NOT c.oid = ANY ($2)
  AND COALESCE(has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE'), true)";

/// Rights that reach past policies, and that the role has from a role that it is a
/// member of. The role's own are compared with those it should have.
const BY_MEMBERSHIP: &str = "
SELECT c.oid::regclass::text AS object, 'grants ' || string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type)
  || ' to ' || g.rolname || ', of which the role ' || r.rolname || ' is a member' AS detail
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
JOIN pg_roles g ON g.oid = a.grantee AND g.oid <> c.relowner
JOIN pg_roles r ON r.rolname = $1 AND r.oid <> g.oid AND NOT r.rolsuper AND pg_has_role(r.oid, g.oid, 'MEMBER')
WHERE c.oid = ANY ($2) AND a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
GROUP BY c.oid, g.rolname, r.rolname";

/// As temporary tables, but for longer.
const SCHEMAS: &str = "
SELECT n.nspname::text AS object, 'the role can make tables and functions there, which other tenants meet' AS detail
FROM pg_namespace n JOIN pg_roles r ON r.rolname = $1 AND NOT r.rolsuper
WHERE n.nspname !~ '^pg_' AND has_schema_privilege(r.oid, n.oid, 'CREATE') AND $2 IS NOT NULL
UNION ALL
SELECT d.datname::text, 'the role can make schemas there, which other tenants meet'
FROM pg_database d JOIN pg_roles r ON r.rolname = $1 AND NOT r.rolsuper
WHERE d.datname = current_database() AND has_database_privilege(r.oid, d.oid, 'CREATE')";

/// The role can make them for itself.
const SETTINGS: &str = "
SELECT COALESCE(r.rolname::text, 'all roles') AS object,
  'bound to a tenant in no scope: SET ' || setting AS detail
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) setting
LEFT JOIN pg_roles r ON r.oid = s.setrole
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND (s.setrole = 0 OR r.rolname IN ($1, current_user, session_user))
  AND setting ~ '^tenant_core[.][^=]*=.' AND $2 IS NOT NULL";
