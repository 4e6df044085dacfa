//! What the audit names beside the declared tables. Each is planted by a superuser and
//! seen by the role of the application.

use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use tenant_core::rls::{Fault, RowLevelSecurity, Severity};

use crate::audit::{audit, found, sound};
use crate::database::{establish, wall};
use crate::schema::Handle;
use Severity::{Drift, Hole, Tells};

/// The findings for each plant. `ROLE_0` is an application's role for it alone, and
/// `ROLE_1` and `ROLE_2` are others; they are there for all databases.
fn check(plants: &[(&str, &[(Severity, Fault, &str)])]) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    for (plant, expected) in plants {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("planted_{}_{number}_", std::process::id());
        let role = |number: u8| format!("{name}{number}");
        let database = sound();
        let mut superuser = database.superuser();
        let (plant, undo) = plant.split_once("-- undo").unwrap_or((plant, "SELECT"));
        let planted = if plant.contains("ROLE_") {
            let make = format!("CREATE ROLE {} LOGIN PASSWORD 'planted'", role(0));
            superuser.batch_execute(&make).unwrap();
            let wall = RowLevelSecurity::for_role(role(0)).kind::<Handle>();
            let mut owner = database.owner();
            let migration = wall.migration(&mut owner).unwrap();
            migration.apply(&mut owner).unwrap();
            let planted = superuser.batch_execute(&plant.replace("ROLE_", &name));
            let url = database.app_url();
            let url = url.replace("tenant_app:tenant_app", &format!("{}:planted", role(0)));
            let audit = wall.audit(&mut establish(&url)).unwrap();
            superuser
                .batch_execute(&undo.replace("ROLE_", &name))
                .unwrap();
            for role in [2, 1, 0].map(role) {
                let _ = superuser.batch_execute(&format!(
                    "REASSIGN OWNED BY {role} TO postgres; DROP OWNED BY {role}; DROP ROLE {role}"
                ));
            }
            planted.map(|()| audit)
        } else {
            let planted = superuser.batch_execute(plant);
            let audit = audit(&database);
            superuser.batch_execute(undo).unwrap();
            planted.map(|()| audit)
        };
        let audit = planted.unwrap_or_else(|error| panic!("{plant}: {error}"));
        let ours: Vec<_> = found(&audit)
            .into_iter()
            .map(|(severity, fault, object)| (severity, fault, object.replace(&name, "ROLE_")))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(severity, fault, object)| (severity, fault, object.to_owned()))
            .collect();
        assert_eq!(ours, expected, "{plant}\n{audit}");
        let holes = expected.iter().any(|(severity, ..)| *severity == Hole);
        assert_eq!(audit.passed().is_err(), holes, "{plant}");
    }
}

const ROLE: (Severity, Fault, &str) = (Hole, Fault::Role, "ROLE_0");

/// On a role of its own, as which nobody else is connected.
#[test]
fn what_the_role_is_and_can_become() {
    const HOLE: &[(Severity, Fault, &str)] = &[ROLE];
    const TELLS: &[(Severity, Fault, &str)] = &[(Tells, Fault::Role, "ROLE_0")];
    const DRIFT: &[(Severity, Fault, &str)] = &[(Drift, Fault::Role, "ROLE_0")];
    check(&[
        ("CREATE ROLE ROLE_1 CREATEROLE ROLE ROLE_0", HOLE),
        ("CREATE ROLE ROLE_1 REPLICATION ROLE ROLE_0", HOLE),
        ("CREATE ROLE ROLE_1 BYPASSRLS ROLE ROLE_0", HOLE),
        ("CREATE ROLE ROLE_1 SUPERUSER ROLE ROLE_0", HOLE),
        ("CREATE ROLE ROLE_1 CREATEDB ROLE ROLE_0", DRIFT),
        ("CREATE ROLE ROLE_1 ADMIN ROLE_0; GRANT pg_read_server_files TO ROLE_1", HOLE),
        ("CREATE ROLE ROLE_1 NOINHERIT ROLE ROLE_0; CREATE ROLE ROLE_2 NOINHERIT ROLE ROLE_1; \
          GRANT pg_execute_server_program TO ROLE_2", HOLE),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; GRANT pg_write_server_files TO ROLE_1", HOLE),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; GRANT pg_monitor TO ROLE_1", TELLS),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; GRANT pg_read_all_stats TO ROLE_1", TELLS),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; GRANT pg_signal_backend TO ROLE_1", DRIFT),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; CREATE TYPE pair AS (a int); ALTER TYPE pair OWNER TO ROLE_1", HOLE),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; ALTER SCHEMA billing OWNER TO ROLE_1",
            &[ROLE, (Hole, Fault::Rights, "billing")]),
        ("DO $$ BEGIN EXECUTE format('ALTER ROLE ROLE_0 IN DATABASE %I SET role = tenant_owner',
            current_database()); END $$", &[(Hole, Fault::Setting, "ROLE_0")]),
        ("DROP ROLE IF EXISTS ROLE_1; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica',
            current_database()); END $$",
            &[(Hole, Fault::Setting, "all roles"), (Hole, Fault::Setting, "ROLE_0")]),
        ("CREATE ROLE ROLE_1 ROLE ROLE_0; GRANT SET ON PARAMETER session_replication_role TO ROLE_1
          -- undo REVOKE SET ON PARAMETER session_replication_role FROM ROLE_1",
            &[(Hole, Fault::Setting, "ROLE_0")]),
    ]);
}

/// A class of operators to which half of the tenants are one.
const HALVES: &str = "\
CREATE FUNCTION compare(bigint, bigint) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1 % 2 - $2 % 2)::int'; \
CREATE FUNCTION same(bigint, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = $2 % 2'; \
CREATE OPERATOR == (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = same, COMMUTATOR = ==); \
CREATE OPERATOR CLASS halves FOR TYPE bigint USING btree AS \
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 ==, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 compare(bigint, bigint);";

#[test]
fn what_refuses_a_row_because_of_another_tenants() {
    const ADS: &[(Severity, Fault, &str)] = &[(Tells, Fault::UniqueKey, "ads")];
    check(&[
        ("CREATE UNIQUE INDEX live ON ads (name) WHERE id > 3", ADS),
        (
            "CREATE UNIQUE INDEX live ON ads (company_id, name) WHERE id > 3",
            &[],
        ),
        (
            "CREATE UNIQUE INDEX live ON ads (name) INCLUDE (company_id)",
            ADS,
        ),
        (
            "CREATE UNIQUE INDEX live ON ads (name) NULLS NOT DISTINCT",
            ADS,
        ),
        ("CREATE UNIQUE INDEX live ON ads (lower(name))", ADS),
        (
            "CREATE UNIQUE INDEX live ON ads (company_id, lower(name))",
            &[],
        ),
        (
            "CREATE UNIQUE INDEX live ON ads ((company_id % 2), name)",
            ADS,
        ),
        (
            "ALTER TABLE ads ADD CONSTRAINT live EXCLUDE (name WITH =)",
            ADS,
        ),
        (
            "ALTER TABLE ads ADD CONSTRAINT live EXCLUDE (company_id WITH =, name WITH =)",
            &[],
        ),
        (
            "CREATE EXTENSION btree_gist; \
          ALTER TABLE ads ADD CONSTRAINT live EXCLUDE USING gist (company_id WITH <>, name WITH =)",
            ADS,
        ),
        (
            "CREATE UNIQUE INDEX live ON replies (name)",
            &[(Tells, Fault::UniqueKey, "replies")],
        ),
        ("CREATE UNIQUE INDEX live ON replies (note_id, name)", &[]),
        (
            "CREATE UNIQUE INDEX live ON companies (name)",
            &[(Tells, Fault::UniqueKey, "companies")],
        ),
        (
            "CREATE TABLE old_ads () INHERITS (ads); CREATE UNIQUE INDEX live ON old_ads (name)",
            ADS,
        ),
        (
            "CREATE UNIQUE INDEX live ON templates (name) WHERE company_id IS NULL",
            &[],
        ),
        (
            "CREATE UNIQUE INDEX live ON templates (name) WHERE company_id IS NULL OR id > 3",
            &[(Tells, Fault::UniqueKey, "templates")],
        ),
        (
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'campaigns_pkey'::regclass; \
          CREATE UNIQUE INDEX live ON ads (name); \
          UPDATE pg_index SET indisvalid = indexrelid <> 'live'::regclass WHERE indisunique AND NOT indisvalid \
            OR indexrelid = 'live'::regclass",
            ADS,
        ),
        (
            &format!("{HALVES} CREATE UNIQUE INDEX live ON ads (company_id halves, name)"),
            ADS,
        ),
        (
            &format!(
                "{HALVES} ALTER TABLE ads ADD CONSTRAINT live \
                 EXCLUDE USING btree (company_id halves WITH ==, name WITH =)"
            ),
            ADS,
        ),
        (
            "CREATE UNIQUE INDEX live ON ads (company_id, name text_pattern_ops)",
            &[],
        ),
        (
            "CREATE EXTENSION btree_gist; \
          ALTER TABLE ads ADD CONSTRAINT live EXCLUDE USING gist (company_id WITH =, name WITH =)",
            &[],
        ),
        (
            "ALTER TABLE ads DROP CONSTRAINT ads_pkey; ALTER TABLE ads ADD PRIMARY KEY (name)",
            &[
                (Tells, Fault::UniqueKey, "ads"),
                (Drift, Fault::PrimaryKey, "ads"),
            ],
        ),
    ]);
}

const DEFINED: &str = "LANGUAGE plpgsql SECURITY DEFINER AS";

#[test]
fn code_that_runs_with_other_rights() {
    let trigger = format!(
        "CREATE FUNCTION fill() RETURNS trigger {DEFINED} 'BEGIN RETURN NEW; END'; \
         REVOKE EXECUTE ON FUNCTION fill() FROM PUBLIC; \
         CREATE TRIGGER fill BEFORE INSERT ON ads FOR EACH ROW EXECUTE FUNCTION fill()"
    );
    let event = format!(
        "CREATE FUNCTION made() RETURNS event_trigger {DEFINED} 'BEGIN NULL; END'; \
         REVOKE EXECUTE ON FUNCTION made() FROM PUBLIC; \
         CREATE EVENT TRIGGER made ON ddl_command_end EXECUTE FUNCTION made()"
    );
    let aggregate = format!(
        "CREATE FUNCTION step(text, text) RETURNS text {DEFINED} 'BEGIN RETURN $1; END'; \
         REVOKE EXECUTE ON FUNCTION step(text, text) FROM PUBLIC; \
         CREATE AGGREGATE together(text) (SFUNC = step, STYPE = text)"
    );
    let default = format!(
        "CREATE FUNCTION filled() RETURNS text {DEFINED} 'BEGIN RETURN 1; END'; \
         REVOKE EXECUTE ON FUNCTION filled() FROM PUBLIC; ALTER TABLE ads ALTER name SET DEFAULT filled()"
    );
    let uncalled = format!(
        "CREATE FUNCTION quiet() RETURNS text {DEFINED} 'BEGIN RETURN 1; END'; \
         REVOKE EXECUTE ON FUNCTION quiet() FROM PUBLIC"
    );
    let cascade = "CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN PERFORM count(*) FROM ads; RETURN OLD; END'; \
         CREATE TRIGGER gone BEFORE DELETE ON campaigns FOR EACH ROW EXECUTE FUNCTION gone()";
    let stamp = "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN IF NEW IS DISTINCT FROM OLD THEN NEW.name := upper(NEW.name); END IF; RETURN NEW; END'; \
         CREATE TRIGGER stamp BEFORE UPDATE ON ads FOR EACH ROW EXECUTE FUNCTION stamp()";
    const CASCADE: &[(Severity, Fault, &str)] = &[(Hole, Fault::Cascade, "ads")];
    let hidden = |statement: &str| {
        format!(
            "CREATE FUNCTION peek(text) RETURNS text LANGUAGE sql AS 'SELECT $1'; \
             CREATE OPERATOR @@@ (RIGHTARG = text, FUNCTION = peek); \
             CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {statement}\nRETURN NEW; END'; \
             CREATE TRIGGER quiet BEFORE UPDATE ON ads FOR EACH ROW EXECUTE FUNCTION quiet()"
        )
    };
    const PEEK: &str = "CREATE FUNCTION peek(text) RETURNS boolean LANGUAGE plpgsql LEAKPROOF AS 'BEGIN RETURN true; END'";
    check(&[
        (&trigger, &[(Hole, Fault::DefinerFunction, "fill()")]),
        (&event, &[(Hole, Fault::DefinerFunction, "made()")]),
        (
            &aggregate,
            &[(Hole, Fault::DefinerFunction, "step(text,text)")],
        ),
        (&default, &[(Hole, Fault::DefinerFunction, "filled()")]),
        (&uncalled, &[]),
        (
            &format!(
                "CREATE FUNCTION other() RETURNS text {DEFINED} 'BEGIN RETURN 1; END'; \
                 COMMIT; ALTER EXTENSION plpgsql ADD FUNCTION other()"
            ),
            &[(Hole, Fault::DefinerFunction, "other()")],
        ),
        (
            "CREATE EXTENSION pg_trgm; COMMIT; ALTER FUNCTION similarity(text, text) SET tenant_core.i64 = '2'",
            &[(Hole, Fault::FunctionSetting, "similarity(text,text)")],
        ),
        ("CREATE TYPE slot AS RANGE (subtype = timestamp)", &[]),
        (
            "ALTER FUNCTION pg_catalog.pg_sleep(float8) SECURITY DEFINER",
            &[(Hole, Fault::DefinerFunction, "pg_sleep(double precision)")],
        ),
        (cascade, &[(Hole, Fault::Cascade, "campaigns")]),
        (stamp, &[]),
        // Its body has `IF (`.
        (
            &format!("{stamp}; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
            &[],
        ),
        (
            &format!(
                "{stamp}; CREATE EXTENSION moddatetime; ALTER TABLE ads ADD later timestamp; \
               CREATE TRIGGER later BEFORE UPDATE ON ads FOR EACH ROW EXECUTE FUNCTION moddatetime(later)"
            ),
            &[(Drift, Fault::Drift, "ads")],
        ),
        (
            &hidden("NEW.name := ''--''; PERFORM count(*) FROM ads;"),
            CASCADE,
        ),
        (
            &hidden("NEW.name := E''\\''''; PERFORM count(*) FROM ads; NEW.name := '''';"),
            CASCADE,
        ),
        (&hidden("NEW.name := peek /* it */ (NEW.name);"), CASCADE),
        (&hidden("NEW.name := \"peek\"(NEW.name);"), CASCADE),
        (&hidden("NEW.name := @@@ NEW.name;"), CASCADE),
        (&hidden("NEW.name := upper(NEW.name); -- select"), &[]),
        (PEEK, &[(Hole, Fault::Leakproof, "peek(text)")]),
        (
            &format!("{PEEK}; REVOKE EXECUTE ON FUNCTION peek(text) FROM PUBLIC"),
            &[],
        ),
        (
            "ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF",
            &[(Hole, Fault::Leakproof, "textlike(text,text)")],
        ),
        (
            "CREATE FUNCTION file(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all'",
            &[(Hole, Fault::Language, "file(text)")],
        ),
        (
            "CREATE FUNCTION two() RETURNS int LANGUAGE sql SET tenant_core.i64 = '2' AS 'SELECT 1'",
            &[(Hole, Fault::FunctionSetting, "two()")],
        ),
        (
            "CREATE FUNCTION two() RETURNS int LANGUAGE sql SET role = 'tenant_owner' AS 'SELECT 1'",
            &[(Hole, Fault::FunctionSetting, "two()")],
        ),
        (
            "CREATE FUNCTION two() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1'",
            &[],
        ),
    ]);
}

#[test]
fn relations_past_the_policies() {
    const SEEN: &[(Severity, Fault, &str)] = &[(Hole, Fault::View, "seen")];
    const KEPT: &[(Severity, Fault, &str)] = &[(Hole, Fault::MaterializedView, "kept")];
    check(&[
        (
            "CREATE VIEW seen AS SELECT * FROM ads; GRANT SELECT ON seen TO tenant_app",
            SEEN,
        ),
        (
            "CREATE VIEW seen AS SELECT * FROM ads; GRANT SELECT (name) ON seen TO tenant_app",
            SEEN,
        ),
        (
            "CREATE VIEW seen AS SELECT * FROM ads; ALTER VIEW seen OWNER TO tenant_owner; \
          GRANT SELECT ON seen TO tenant_app",
            &[(Drift, Fault::View, "seen")],
        ),
        (
            "CREATE VIEW seen WITH (security_invoker) AS SELECT * FROM ads; GRANT SELECT ON seen TO tenant_app",
            &[],
        ),
        (
            "CREATE VIEW seen AS SELECT starelid FROM pg_statistic; GRANT SELECT ON seen TO tenant_app",
            SEEN,
        ),
        (
            "CREATE VIEW seen AS SELECT * FROM countries; GRANT SELECT ON seen TO tenant_app",
            &[],
        ),
        (
            "CREATE VIEW seen AS SELECT * FROM countries; GRANT UPDATE (name) ON seen TO tenant_app",
            SEEN,
        ),
        (
            "CREATE TABLE stray (id bigint); CREATE VIEW seen AS SELECT * FROM stray; GRANT SELECT ON seen TO tenant_app",
            &[(Hole, Fault::View, "seen"), (Drift, Fault::NoKind, "stray")],
        ),
        (
            "CREATE FUNCTION every() RETURNS SETOF ads LANGUAGE sql AS 'SELECT * FROM public.ads'; \
          CREATE MATERIALIZED VIEW kept AS SELECT * FROM every(); GRANT SELECT ON kept TO tenant_app",
            KEPT,
        ),
        (
            "CREATE MATERIALIZED VIEW kept AS SELECT * FROM ads; GRANT SELECT (id) ON kept TO tenant_app",
            KEPT,
        ),
        (
            "CREATE MATERIALIZED VIEW kept AS SELECT * FROM countries; GRANT SELECT ON kept TO tenant_app",
            &[],
        ),
        (
            "CREATE TABLE log (name text); CREATE RULE also AS ON INSERT TO ads DO ALSO INSERT INTO log VALUES (NEW.name)",
            &[(Hole, Fault::Rule, "ads"), (Drift, Fault::NoKind, "log")],
        ),
        (
            "CREATE RULE soft AS ON DELETE TO ads DO INSTEAD UPDATE ads SET name = 'gone' WHERE id = OLD.id",
            &[(Drift, Fault::Rule, "ads")],
        ),
        (
            "CREATE TABLE old_ads () INHERITS (ads); GRANT SELECT (id) ON old_ads TO tenant_app",
            &[(Hole, Fault::Partition, "old_ads")],
        ),
        (
            "CREATE TABLE old_ads () INHERITS (ads); CREATE TABLE older () INHERITS (old_ads); \
          GRANT UPDATE (id) ON older TO PUBLIC",
            &[(Hole, Fault::Partition, "older")],
        ),
        (
            "CREATE TABLE old () INHERITS (countries); GRANT SELECT ON old TO tenant_app",
            &[],
        ),
        (
            "CREATE TABLE old () INHERITS (countries); GRANT INSERT ON old TO tenant_app",
            &[(Hole, Fault::Partition, "old")],
        ),
        (
            "CREATE TABLE above (id bigint, name text); ALTER TABLE above ALTER id SET NOT NULL, ALTER name SET NOT NULL; \
          CREATE TABLE beside () INHERITS (above); GRANT SELECT ON beside TO tenant_app",
            &[
                (Hole, Fault::NoKind, "beside"),
                (Drift, Fault::NoKind, "above"),
            ],
        ),
        (
            "CREATE TABLE stray (id bigint); GRANT SELECT ON stray TO tenant_app",
            &[(Hole, Fault::NoKind, "stray")],
        ),
        (
            "CREATE TABLE stray (id bigint); GRANT SELECT (id) ON stray TO PUBLIC",
            &[(Hole, Fault::NoKind, "stray")],
        ),
        (
            "CREATE TABLE information_schema.stray (id bigint); GRANT SELECT ON information_schema.stray TO tenant_app",
            &[(Hole, Fault::NoKind, "information_schema.stray")],
        ),
        (
            "CREATE ROLE ROLE_1 NOINHERIT ROLE ROLE_0; CREATE TABLE stray (id bigint); GRANT SELECT ON stray TO ROLE_1",
            &[(Hole, Fault::NoKind, "stray")],
        ),
        (
            "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp); \
          GRANT ALL ON __diesel_schema_migrations TO tenant_app",
            &[(Drift, Fault::NoKind, "__diesel_schema_migrations")],
        ),
    ]);
}

#[test]
fn rights_from_elsewhere() {
    check(&[
        (
            "GRANT REFERENCES (id) ON ads TO tenant_app",
            &[(Tells, Fault::Rights, "ads")],
        ),
        (
            "GRANT UPDATE (name) ON countries TO PUBLIC",
            &[(Hole, Fault::Rights, "countries")],
        ),
        (
            "CREATE ROLE ROLE_1 ROLE ROLE_0; GRANT DELETE ON countries TO ROLE_1",
            &[(Hole, Fault::Rights, "countries")],
        ),
        (
            "CREATE ROLE ROLE_1 NOINHERIT ROLE ROLE_0; GRANT CREATE ON SCHEMA billing TO ROLE_1",
            &[(Hole, Fault::Rights, "billing")],
        ),
        (
            "GRANT UPDATE ON SEQUENCE \"Audit log_id_seq\" TO tenant_app",
            &[(Drift, Fault::Rights, "tenant_app")],
        ),
        (
            "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO tenant_app",
            &[(Hole, Fault::Rights, "pg_read_file(text)")],
        ),
        (
            "GRANT SELECT ON pg_statistic TO PUBLIC",
            &[(Hole, Fault::Rights, "pg_statistic")],
        ),
        (
            "GRANT SELECT (rolpassword) ON pg_authid TO tenant_app
          -- undo REVOKE SELECT (rolpassword) ON pg_authid FROM tenant_app",
            &[(Hole, Fault::Rights, "pg_authid")],
        ),
        (
            "SELECT lo_create(77); GRANT SELECT ON LARGE OBJECT 77 TO tenant_app",
            &[(Hole, Fault::LargeObject, "large objects")],
        ),
        ("SELECT lo_create(77)", &[]),
        (
            "CREATE EXTENSION postgres_fdw; CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw; \
          CREATE USER MAPPING FOR PUBLIC SERVER there",
            &[(Hole, Fault::ForeignServer, "there")],
        ),
        (
            "CREATE EXTENSION postgres_fdw; CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw; \
          GRANT USAGE ON FOREIGN SERVER there TO tenant_app",
            &[(Drift, Fault::ForeignServer, "there")],
        ),
        (
            "CREATE EXTENSION postgres_fdw; CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw; \
          CREATE FOREIGN TABLE far (id bigint) SERVER there; GRANT SELECT ON far TO tenant_app",
            &[(Hole, Fault::NoKind, "far")],
        ),
        (
            "CREATE EXTENSION dblink",
            &[(Hole, Fault::ForeignServer, "dblink")],
        ),
    ]);
}

#[test]
fn a_child_belongs_to_a_parent_that_is_there() {
    const REPLIES: &[(Severity, Fault, &str)] = &[(Hole, Fault::ForeignKey, "replies")];
    check(&[
        (
            "ALTER TABLE replies DROP CONSTRAINT replies_note_id_fkey",
            REPLIES,
        ),
        (
            "ALTER TABLE replies DROP CONSTRAINT replies_note_id_fkey, \
          ADD FOREIGN KEY (note_id) REFERENCES notes NOT VALID",
            REPLIES,
        ),
        ("ALTER TABLE replies DISABLE TRIGGER ALL", REPLIES),
        (
            "ALTER TABLE notes DISABLE TRIGGER ALL",
            &[
                (Hole, Fault::ForeignKey, "notes"),
                (Hole, Fault::ForeignKey, "replies"),
            ],
        ),
        (
            "ALTER TABLE replies ALTER note_id DROP NOT NULL",
            &[(Drift, Fault::Nullable, "replies")],
        ),
        (
            "CREATE COLLATION folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false); \
          ALTER TABLE members DROP CONSTRAINT members_org_fkey; DROP POLICY tenant_core_tenant ON members; \
          DROP POLICY tenant_core_base ON members; \
          ALTER TABLE members ALTER org TYPE varchar(20) COLLATE folded",
            &[
                (Hole, Fault::Policy, "members"),
                (Hole, Fault::Collation, "members"),
                (Drift, Fault::Policy, "members"),
            ],
        ),
        (
            "ALTER TABLE replies DROP CONSTRAINT replies_note_id_fkey, \
          ADD FOREIGN KEY (note_id) REFERENCES notes ON DELETE SET DEFAULT",
            REPLIES,
        ),
        (
            "ALTER TABLE ads ADD FOREIGN KEY (company_id) REFERENCES companies ON UPDATE SET DEFAULT",
            &[(Hole, Fault::ForeignKey, "ads")],
        ),
        (
            "ALTER TABLE templates ADD FOREIGN KEY (company_id) REFERENCES companies ON DELETE SET NULL",
            &[(Hole, Fault::ForeignKey, "templates")],
        ),
        (
            "ALTER TABLE campaigns ALTER company_id DROP NOT NULL, \
          ADD FOREIGN KEY (company_id) REFERENCES companies ON DELETE SET NULL",
            &[(Drift, Fault::Nullable, "campaigns")],
        ),
        (
            "DROP TABLE notes CASCADE",
            &[
                (Hole, Fault::Policy, "replies"),
                (Drift, Fault::Drift, "notes"),
            ],
        ),
    ]);
}

/// By the connection's options, or by a file of the server's.
#[test]
fn a_connection_that_is_bound_in_no_scope() {
    let database = sound();
    let url = format!("{}?options=-c%20tenant_core.i64%3D2", database.app_url());
    let audit = wall().audit(&mut establish(&url)).unwrap();
    let bound = (Hole, Fault::Setting, "tenant_app");
    assert_eq!(found(&audit), [bound], "{audit}");
}
