//! The audit names what is planted, and nothing else.

use std::process::ExitCode;

use diesel::connection::SimpleConnection;
use tenant_core::rls::{Audit, Fault, Severity};

use Severity::{Drift, Hole, Tells};

use crate::database::*;

/// A database in which there is nothing to find.
pub fn sound() -> Database {
    let database = Database::walled();
    database
        .owner()
        .batch_execute("ALTER TABLE campaigns DROP CONSTRAINT campaigns_name_key")
        .unwrap();
    database
}

pub fn audit(database: &Database) -> Audit {
    wall().audit(&mut database.app()).unwrap()
}

pub fn found(audit: &Audit) -> Vec<(Severity, Fault, &str)> {
    let findings = audit.findings.iter();
    findings
        .map(|finding| (finding.severity, finding.fault, finding.object.as_str()))
        .collect()
}

/// What to break, and what the audit calls it.
const PLANTED: &[(&str, &[(Severity, Fault, &str)])] = &[
    (
        "CREATE TABLE stray (id bigint)",
        &[(Drift, Fault::NoKind, "stray")],
    ),
    (
        "CREATE TABLE billing.stray (id bigint)",
        &[(Drift, Fault::NoKind, "billing.stray")],
    ),
    (
        "ALTER TABLE ads DISABLE ROW LEVEL SECURITY",
        &[(Hole, Fault::NotEnabled, "ads")],
    ),
    (
        "ALTER TABLE countries DISABLE ROW LEVEL SECURITY",
        &[(Drift, Fault::NotEnabled, "countries")],
    ),
    (
        "ALTER TABLE notes NO FORCE ROW LEVEL SECURITY",
        &[(Hole, Fault::NotForced, "notes")],
    ),
    (
        "DROP POLICY tenant_core_tenant ON orgs",
        &[(Hole, Fault::Policy, "orgs")],
    ),
    (
        "DROP POLICY tenant_core_base ON members",
        &[(Drift, Fault::Policy, "members")],
    ),
    (
        "ALTER POLICY tenant_core_tenant ON drafts USING (true)",
        &[(Hole, Fault::Policy, "drafts")],
    ),
    (
        "ALTER POLICY tenant_core_tenant ON \"Audit log\" WITH CHECK (\"Org\" IS NOT NULL)",
        &[(Hole, Fault::Policy, "Audit log")],
    ),
    (
        "ALTER POLICY tenant_core_read ON templates TO tenant_owner",
        &[(Hole, Fault::Policy, "templates")],
    ),
    (
        "CREATE POLICY tenant_core_more ON template_lines USING (true)",
        &[(Hole, Fault::Policy, "template_lines")],
    ),
    (
        "CREATE POLICY everybody ON replies USING (true)",
        &[(Drift, Fault::Widening, "replies")],
    ),
    (
        "CREATE POLICY everybody ON countries FOR UPDATE USING (true)",
        &[(Hole, Fault::Widening, "countries")],
    ),
    (
        "GRANT TRUNCATE ON replies TO tenant_app",
        &[(Hole, Fault::Rights, "replies")],
    ),
    (
        "GRANT INSERT ON countries TO tenant_app",
        &[(Hole, Fault::Rights, "countries")],
    ),
    (
        "GRANT SELECT ON orgs TO PUBLIC",
        &[(Drift, Fault::Rights, "orgs")],
    ),
    (
        "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$",
        &[(Hole, Fault::Rights, "tenant_app")],
    ),
    (
        "CREATE OR REPLACE FUNCTION tenant_core.key_org() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'bolt' $$",
        &[(
            Hole,
            Fault::Function,
            "CREATE OR REPLACE FUNCTION tenant_core.key_org()",
        )],
    ),
    (
        "CREATE VIEW seen AS SELECT * FROM ads",
        &[(Drift, Fault::View, "seen")],
    ),
    (
        "CREATE VIEW named AS SELECT id FROM notes; \
         CREATE VIEW counted WITH (security_invoker) AS SELECT count(*) FROM named",
        &[(Drift, Fault::View, "named")],
    ),
    (
        "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one WHERE EXISTS (SELECT FROM members) WITH NO DATA",
        &[(Drift, Fault::MaterializedView, "kept")],
    ),
    (
        "CREATE FUNCTION listed() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'",
        &[(Hole, Fault::DefinerFunction, "listed()")],
    ),
    (
        "CREATE TABLE old_ads () INHERITS (ads); GRANT SELECT ON old_ads TO tenant_app",
        &[(Hole, Fault::Partition, "old_ads")],
    ),
    (
        "ALTER TABLE ads ADD CONSTRAINT also FOREIGN KEY (campaign_id) REFERENCES campaigns NOT VALID",
        &[(Hole, Fault::ForeignKey, "ads")],
    ),
    (
        "ALTER TABLE replies ADD CONSTRAINT also FOREIGN KEY (id) REFERENCES campaigns NOT VALID",
        &[(Tells, Fault::ForeignKey, "replies")],
    ),
    (
        "CREATE UNIQUE INDEX ON ads (name)",
        &[(Tells, Fault::UniqueKey, "ads")],
    ),
    (
        "DROP INDEX members_org_id_idx",
        &[(Drift, Fault::Index, "members")],
    ),
    (
        "DROP INDEX replies_note_id_idx",
        &[(Drift, Fault::Index, "replies")],
    ),
    (
        "ALTER TABLE billing.invoices ALTER company_id DROP NOT NULL",
        &[(Drift, Fault::Nullable, "billing.invoices")],
    ),
    (
        "ALTER TABLE ads ADD COLUMN secret text",
        &[(Drift, Fault::Drift, "ads")],
    ),
    (
        "ALTER TABLE orgs RENAME name TO title",
        &[(Drift, Fault::Drift, "orgs"), (Drift, Fault::Drift, "orgs")],
    ),
    (
        "DROP TABLE template_lines",
        &[(Drift, Fault::Drift, "template_lines")],
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
        let holes = expected.iter().any(|(severity, ..)| *severity == Hole);
        assert_eq!(audit.passed().is_err(), holes, "{plant}");
    }
}

/// What the owner of the tables cannot plant.
#[test]
fn what_the_role_has_from_elsewhere_is_named() {
    let group = format!("walled_group_{}", std::process::id());
    for (plant, expected) in [
        (
            format!("CREATE ROLE {group} ROLE tenant_app; GRANT TRUNCATE ON ads TO {group}"),
            (Hole, Fault::Rights, "ads"),
        ),
        (
            "GRANT CREATE ON SCHEMA public TO PUBLIC".to_owned(),
            (Hole, Fault::Rights, "public"),
        ),
        (
            "ALTER FUNCTION tenant_core.key_i64 OWNER TO tenant_app".to_owned(),
            (Hole, Fault::Role, "tenant_app"),
        ),
        (
            "DO $$ BEGIN EXECUTE format('ALTER ROLE tenant_app IN DATABASE %I \
             SET tenant_core.i64 = 2', current_database()); END $$"
                .to_owned(),
            (Hole, Fault::Setting, "tenant_app"),
        ),
    ] {
        let database = sound();
        let mut superuser = database.superuser();
        superuser.batch_execute(&plant).unwrap();
        let audit = audit(&database);
        // The group is there for all databases.
        let _ = superuser.batch_execute(&format!("DROP OWNED BY {group}; DROP ROLE {group}"));
        assert_eq!(found(&audit), [expected], "{plant}\n{audit}");
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
        assert_eq!(found(&audit), [(Hole, Fault::Role, role)], "{audit}");
    }
    let missing = tenant_core::rls::RowLevelSecurity::for_role("nobody_of_this_name")
        .kind::<crate::schema::Handle>();
    let audit = missing.audit(&mut database.app()).unwrap();
    assert!(
        found(&audit).contains(&(Hole, Fault::Role, "nobody_of_this_name")),
        "{audit}"
    );
}

#[test]
fn what_the_migration_has_still_to_grant_is_named() {
    let database = Database::bare();
    let grant = "GRANT USAGE ON SCHEMA billing TO tenant_app";
    database.owner().batch_execute(grant).unwrap();
    let audit = audit(&database);
    let rights = (Drift, Fault::Rights, "tenant_core");
    assert!(found(&audit).contains(&rights), "{audit}");
}

#[test]
fn the_command_ends_with_what_it_found() {
    let database = sound();
    let place = std::env::temp_dir().join(format!("walled_command_{}", std::process::id()));
    let run = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned());
        format!(
            "{:?}",
            wall().command(&database.owner_url(), &database.app_url(), words)
        )
    };
    let code = |code: u8| format!("{:?}", ExitCode::from(code));
    let migration = ["migration", place.to_str().unwrap()];
    assert_eq!(run(&["audit"]), code(0));
    assert_eq!(run(&["audit", "--json"]), code(0));
    assert_eq!(run(&migration), code(0));
    assert!(!place.exists(), "wrote a migration of nothing");

    let mut owner = database.owner();
    owner
        .batch_execute("DROP POLICY tenant_core_tenant ON ads")
        .unwrap();
    assert_eq!(run(&["audit"]), code(1));
    assert_eq!(run(&["audit", "--json"]), code(1));
    assert_eq!(run(&migration), code(0));
    let up = std::fs::read_to_string(place.join("up.sql")).unwrap();
    std::fs::remove_dir_all(&place).unwrap();
    owner.batch_execute(&up).unwrap();
    assert_eq!(run(&["audit"]), code(0));

    assert_eq!(run(&["role"]), code(0));
    assert_eq!(run(&["lister", "lister"]), code(0));

    assert_eq!(run(&[]), code(2));
    assert_eq!(run(&["audit", "--html"]), code(2));
    assert_eq!(run(&["lister"]), code(2));
}

#[test]
fn names_are_quoted_in_json() {
    let database = sound();
    let strange = r#"CREATE TABLE "a ""b"" \c	d" (id bigint)"#;
    database.owner().batch_execute(strange).unwrap();
    assert_eq!(
        audit(&database).to_json(),
        r#"[{"severity":"drift","fault":"table of no kind","object":"\"a \"\"b\"\" \\c\u0009d\"","part":"","detail":"not declared; the role has no rights on it","accepted":null}]"#
    );
}
