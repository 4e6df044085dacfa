//! The audit names what is planted, and nothing else.

use diesel::connection::SimpleConnection;
use tenant_core::rls::{Audit, Fault};

use crate::database::*;

/// A database in which there is nothing to find.
fn sound() -> Database {
    let database = Database::walled();
    database
        .owner()
        .batch_execute("ALTER TABLE campaigns DROP CONSTRAINT campaigns_name_key")
        .unwrap();
    database
}

fn audit(database: &Database) -> Audit {
    wall().audit(&mut database.app()).unwrap()
}

fn found(audit: &Audit) -> Vec<(Fault, &str)> {
    let finding = |finding: &'_ tenant_core::rls::Finding| finding.fault;
    let objects = audit.findings.iter().map(|finding| finding.object.as_str());
    audit.findings.iter().map(finding).zip(objects).collect()
}

/// What to break, and what the audit calls it.
const PLANTED: &[(&str, &[(Fault, &str)])] = &[
    (
        "CREATE TABLE stray (id bigint)",
        &[(Fault::NoKind, "stray")],
    ),
    (
        "CREATE TABLE billing.stray (id bigint)",
        &[(Fault::NoKind, "billing.stray")],
    ),
    (
        "ALTER TABLE ads DISABLE ROW LEVEL SECURITY",
        &[(Fault::NotEnabled, "ads")],
    ),
    (
        "ALTER TABLE countries DISABLE ROW LEVEL SECURITY",
        &[(Fault::NotEnabled, "countries")],
    ),
    (
        "ALTER TABLE notes NO FORCE ROW LEVEL SECURITY",
        &[(Fault::NotForced, "notes")],
    ),
    (
        "DROP POLICY tenant_core_tenant ON orgs",
        &[(Fault::Policy, "orgs")],
    ),
    (
        "DROP POLICY tenant_core_base ON members",
        &[(Fault::Policy, "members")],
    ),
    (
        "ALTER POLICY tenant_core_tenant ON drafts USING (true)",
        &[(Fault::Policy, "drafts")],
    ),
    (
        "ALTER POLICY tenant_core_tenant ON \"Audit log\" WITH CHECK (\"Org\" IS NOT NULL)",
        &[(Fault::Policy, "Audit log")],
    ),
    (
        "ALTER POLICY tenant_core_read ON templates TO tenant_owner",
        &[(Fault::Policy, "templates")],
    ),
    (
        "CREATE POLICY tenant_core_more ON template_lines USING (true)",
        &[(Fault::Policy, "template_lines")],
    ),
    (
        "CREATE POLICY everybody ON replies USING (true)",
        &[(Fault::Widening, "replies")],
    ),
    (
        "CREATE POLICY everybody ON countries FOR UPDATE USING (true)",
        &[(Fault::Widening, "countries")],
    ),
    (
        "GRANT TRUNCATE ON replies TO tenant_app",
        &[(Fault::Rights, "replies")],
    ),
    (
        "GRANT INSERT ON countries TO tenant_app",
        &[(Fault::Rights, "countries")],
    ),
    ("GRANT SELECT ON orgs TO PUBLIC", &[(Fault::Rights, "orgs")]),
    (
        "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$",
        &[(Fault::Rights, "tenant_app")],
    ),
    (
        "CREATE OR REPLACE FUNCTION tenant_core.key_org() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'bolt' $$",
        &[(
            Fault::Function,
            "CREATE OR REPLACE FUNCTION tenant_core.key_org()",
        )],
    ),
    (
        "CREATE VIEW seen AS SELECT * FROM ads",
        &[(Fault::View, "seen")],
    ),
    (
        "CREATE VIEW named AS SELECT id FROM notes; \
         CREATE VIEW counted WITH (security_invoker) AS SELECT count(*) FROM named",
        &[(Fault::View, "named")],
    ),
    (
        "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one WHERE EXISTS (SELECT FROM members) WITH NO DATA",
        &[(Fault::MaterializedView, "kept")],
    ),
    (
        "CREATE FUNCTION listed() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'",
        &[(Fault::DefinerFunction, "listed()")],
    ),
    (
        "CREATE TABLE old_ads () INHERITS (ads); GRANT SELECT ON old_ads TO tenant_app",
        &[(Fault::Partition, "old_ads")],
    ),
    (
        "ALTER TABLE ads ADD CONSTRAINT also FOREIGN KEY (campaign_id) REFERENCES campaigns NOT VALID",
        &[(Fault::ForeignKey, "ads")],
    ),
    (
        "ALTER TABLE replies ADD CONSTRAINT also FOREIGN KEY (id) REFERENCES campaigns NOT VALID",
        &[(Fault::ForeignKey, "replies")],
    ),
    (
        "CREATE UNIQUE INDEX ON ads (name)",
        &[(Fault::UniqueKey, "ads")],
    ),
    (
        "DROP INDEX members_org_id_idx",
        &[(Fault::Index, "members")],
    ),
    (
        "DROP INDEX replies_note_id_idx",
        &[(Fault::Index, "replies")],
    ),
    (
        "ALTER TABLE billing.invoices ALTER company_id DROP NOT NULL",
        &[(Fault::Nullable, "billing.invoices")],
    ),
    (
        "ALTER TABLE ads ADD COLUMN secret text",
        &[(Fault::Drift, "ads")],
    ),
    (
        "ALTER TABLE orgs RENAME name TO title",
        &[(Fault::Drift, "orgs"), (Fault::Drift, "orgs")],
    ),
    (
        "DROP TABLE template_lines",
        &[(Fault::Drift, "template_lines")],
    ),
];

#[test]
fn a_sound_database_has_no_findings() {
    let audit = audit(&sound());
    assert_eq!(found(&audit), [], "{audit}");
    assert_eq!(audit.to_string(), "nothing found\n");
    assert_eq!(audit.to_json(), "[]");
    audit.passed().unwrap();
}

#[test]
fn each_planted_fault_is_named_and_nothing_else() {
    for (plant, expected) in PLANTED {
        let database = sound();
        database.owner().batch_execute(plant).unwrap();
        let audit = audit(&database);
        assert_eq!(found(&audit), *expected, "{plant}\n{audit}");
        audit.passed().unwrap_err();
    }
}

#[test]
fn all_at_once_are_named_too() {
    let database = sound();
    let mut owner = database.owner();
    let mut expected = Vec::new();
    // What is broken beyond having further faults comes last, and alone.
    for (plant, faults) in PLANTED {
        if plant.starts_with("DROP TABLE") {
            continue;
        }
        owner.batch_execute(plant).unwrap();
        expected.extend(faults.iter().copied());
    }
    expected.sort_unstable();
    let audit = audit(&database);
    assert_eq!(found(&audit), expected, "{audit}");
    let json: serde_json::Value = serde_json::from_str(&audit.to_json()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), expected.len());
    assert!(
        audit
            .to_string()
            .ends_with(&format!("{} findings\n", expected.len()))
    );
}

#[test]
fn a_role_that_bypasses_policies_proves_nothing() {
    let database = sound();
    for (mut conn, role) in [
        (database.superuser(), "postgres"),
        (database.owner(), "tenant_owner"),
    ] {
        let audit = wall().audit(&mut conn).unwrap();
        assert_eq!(found(&audit), [(Fault::Role, role)], "{audit}");
    }
    let missing = tenant_core::rls::RowLevelSecurity::for_role("nobody_of_this_name")
        .kind::<crate::schema::Handle>();
    let audit = missing.audit(&mut database.app()).unwrap();
    assert!(
        found(&audit).contains(&(Fault::Role, "nobody_of_this_name")),
        "{audit}"
    );
}
