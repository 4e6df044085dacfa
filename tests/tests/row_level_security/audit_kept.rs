//! What the audit lets live: another release's tables, and what somebody accepts.

use diesel::connection::SimpleConnection;
use tenant_core::rls::{Fault, Severity};

use crate::audit::{audit, found, sound};
use crate::database::*;
use Severity::{Drift, Hole};

/// Makes `next` like `like`, with its policies and rights.
fn released(like: &str, next: &str) -> String {
    format!(
        "CREATE TABLE {next} (LIKE {like} INCLUDING ALL);
         ALTER TABLE {next} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
         GRANT SELECT, INSERT, UPDATE, DELETE ON {next} TO tenant_app;
         DO $$ DECLARE p record; BEGIN
           FOR p IN SELECT * FROM pg_policies WHERE tablename = '{like}' LOOP
             EXECUTE format('CREATE POLICY %I ON {next} AS %s FOR %s TO PUBLIC', p.policyname, p.permissive, p.cmd)
               || COALESCE(' USING (' || replace(p.qual, '{like}.', '{next}.') || ')', '')
               || COALESCE(' WITH CHECK (' || replace(p.with_check, '{like}.', '{next}.') || ')', '');
           END LOOP;
         END $$;"
    )
}

#[test]
fn an_old_instance_starts_after_a_newer_migration() {
    let database = sound();
    let mut owner = database.owner();
    let shared = released("countries", "next_countries");
    for newer in [
        "ALTER TABLE ads ADD COLUMN budget bigint".to_owned(),
        released("campaigns", "next_campaigns"),
        released("templates", "next_templates"),
        released("notes", "next_notes")
            + "ALTER TABLE next_notes ADD FOREIGN KEY (campaign_id) REFERENCES campaigns",
        shared.clone()
            + "ALTER TABLE next_countries NO FORCE ROW LEVEL SECURITY; \
               REVOKE INSERT, UPDATE, DELETE ON next_countries FROM tenant_app",
    ] {
        owner.batch_execute(&newer).unwrap();
    }
    let audit = audit(&database);
    assert_eq!(
        found(&audit),
        [
            (Drift, Fault::NoKind, "next_campaigns"),
            (Drift, Fault::NoKind, "next_countries"),
            (Drift, Fault::NoKind, "next_notes"),
            (Drift, Fault::NoKind, "next_templates"),
            (Drift, Fault::Drift, "ads"),
        ],
        "{audit}"
    );
    audit.passed().unwrap();
}

#[test]
fn a_table_of_no_kind_with_less_of_a_wall_is_a_hole() {
    for less in [
        "ALTER TABLE next DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE next NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY more ON next USING (true)",
        "ALTER POLICY tenant_core_tenant ON next USING (true)",
        "ALTER POLICY tenant_core_tenant ON next WITH CHECK (true)",
        "GRANT TRUNCATE ON next TO tenant_app",
    ] {
        let database = sound();
        let mut owner = database.owner();
        owner.batch_execute(&released("campaigns", "next")).unwrap();
        owner.batch_execute(less).unwrap();
        let audit = audit(&database);
        assert_eq!(
            found(&audit),
            [(Hole, Fault::NoKind, "next")],
            "{less}\n{audit}"
        );
    }
}

#[test]
fn what_is_accepted_is_no_finding_and_is_in_the_report() {
    let database = sound();
    database
        .owner()
        .batch_execute("CREATE TABLE stray (id bigint); GRANT SELECT ON stray TO tenant_app")
        .unwrap();
    let audit = wall()
        .accept(Fault::NoKind, "stray", "it holds the days of the week")
        .audit(&mut database.app())
        .unwrap();
    assert_eq!(found(&audit), [], "{audit}");
    let reasons: Vec<_> = audit
        .accepted
        .iter()
        .map(|accepted| accepted.reason.as_str())
        .collect();
    assert_eq!(reasons, ["it holds the days of the week"]);
    let (text, json) = (audit.to_string(), audit.to_json());
    assert!(
        text.contains("because it holds the days of the week"),
        "{text}"
    );
    assert!(text.ends_with("nothing found, and 1 accepted\n"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["accepted"], "it holds the days of the week");
    assert_eq!(json[0]["severity"], "hole");
    audit.passed().unwrap();
}

#[test]
fn an_entry_that_accepts_nothing_is_a_finding() {
    let database = sound();
    database
        .owner()
        .batch_execute(
            "CREATE UNIQUE INDEX one ON ads (name); CREATE UNIQUE INDEX two ON ads (name)",
        )
        .unwrap();
    let audit = |object, reason| {
        wall()
            .accept(Fault::UniqueKey, object, reason)
            .audit(&mut database.app())
            .unwrap()
    };
    let unused = |object: &'static str| (Drift, Fault::Accepted, object);
    let tells = (Severity::Tells, Fault::UniqueKey, "ads");
    // It does not hide the next of its kind.
    assert_eq!(found(&audit("ads", "why")), [tells, tells, unused("ads")]);
    assert_eq!(found(&audit("ads.one", "why")), [tells]);
    assert_eq!(
        found(&audit("ads.one", " ")),
        [tells, tells, unused("ads.one")]
    );
    assert_eq!(
        found(&audit("ads.none", "why")),
        [tells, tells, unused("ads.none")]
    );
}

#[test]
fn the_report_says_what_to_do_and_the_error_is_the_report() {
    let database = sound();
    database
        .owner()
        .batch_execute(
            "GRANT TRUNCATE ON ads TO tenant_app; CREATE UNIQUE INDEX one ON ads (name);
             ALTER TABLE ads ADD COLUMN later text",
        )
        .unwrap();
    let error = audit(&database).passed().unwrap_err();
    let expected = "\
the database does not keep tenants apart:
hole: rows can cross from one tenant to another
  rights      ads.TRUNCATE  needs REVOKE TRUNCATE ON \"ads\" FROM \"tenant_app\";
tells: a tenant can learn that another has something
  unique key  ads.one       the unique key one of ads tells a tenant that another has a value; lead it by \
company_id, unless the value is meant to be unique among all tenants
drift: the database is not what the declarations say
  drift       ads.later     the column later is not declared
3 findings
";
    assert_eq!(error.to_string(), expected);
    // As `main` prints it.
    assert_eq!(format!("{error:?}"), expected);
}
