//! The migrations.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use tenant_core::registry::TableName;
use tenant_core::rls::{PlanError, RowLevelSecurity};

use crate::database::*;

fn texts(conn: &mut PgConnection, statement: &str) -> Vec<String> {
    diesel::dsl::sql::<Text>(statement).load(conn).unwrap()
}

#[test]
fn applied_again_nothing_changes() {
    let database = Database::walled();
    let mut owner = database.owner();
    let migration = wall().migration(&mut owner).unwrap();
    assert!(migration.is_empty(), "{}", migration.up());
}

#[test]
fn the_way_back_leads_to_where_it_began() {
    let database = Database::bare();
    let mut owner = database.owner();
    let migration = wall().migration(&mut owner).unwrap();
    for _ in 0..2 {
        owner.batch_execute(&migration.up()).unwrap();
        assert!(wall().migration(&mut owner).unwrap().is_empty());
        owner.batch_execute(&migration.down()).unwrap();
        assert_eq!(wall().migration(&mut owner).unwrap(), migration);
    }
}

#[test]
fn it_is_written_as_diesel_lays_migrations_out() {
    let database = Database::bare();
    let migration = wall().migration(&mut database.owner()).unwrap();
    let place = std::env::temp_dir().join(format!("walled_{}", std::process::id()));
    let directory = place.join("migrations/2026-02-01-000000_row_level_security");
    migration.write(&directory).unwrap();
    let read = |file| std::fs::read_to_string(directory.join(file)).unwrap();
    assert_eq!(read("up.sql"), migration.up());
    assert_eq!(read("down.sql"), migration.down());
    let error = migration.write(&directory).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
    let named = format!("no migration in {}: ", directory.display());
    assert!(error.to_string().starts_with(&named), "{error}");

    let nothing = wall().migration(&mut Database::walled().owner()).unwrap();
    let directory = place.join("migrations/nothing");
    nothing.write(&directory).unwrap();
    assert!(!directory.exists());
    std::fs::remove_dir_all(place).unwrap();
}

/// Each change of the database is seen, and the difference leads back.
#[test]
fn whatever_differs_is_put_right() {
    let database = Database::walled();
    let mut owner = database.owner();
    for (change, expected) in [
        (
            "ALTER TABLE ads DISABLE ROW LEVEL SECURITY",
            "ENABLE ROW LEVEL SECURITY",
        ),
        (
            "ALTER TABLE notes NO FORCE ROW LEVEL SECURITY",
            "FORCE ROW LEVEL SECURITY",
        ),
        ("DROP POLICY tenant_core_base ON ads", "CREATE POLICY"),
        (
            "ALTER POLICY tenant_core_tenant ON ads USING (true)",
            "CREATE POLICY",
        ),
        (
            "ALTER POLICY tenant_core_tenant ON ads WITH CHECK (company_id IS NOT NULL)",
            "CREATE POLICY",
        ),
        (
            "ALTER POLICY tenant_core_tenant ON ads TO tenant_app",
            "CREATE POLICY",
        ),
        (
            "DROP POLICY tenant_core_tenant ON ads; CREATE POLICY tenant_core_tenant ON ads \
             USING (company_id = ( SELECT tenant_core.key_i64())) \
             WITH CHECK (company_id = ( SELECT tenant_core.key_i64()))",
            "AS RESTRICTIVE",
        ),
        (
            "CREATE POLICY tenant_core_update ON ads FOR UPDATE USING (true)",
            "DROP POLICY \"tenant_core_update\"",
        ),
        (
            "CREATE OR REPLACE FUNCTION tenant_core.key_i64() RETURNS bigint LANGUAGE sql STABLE \
             PARALLEL SAFE AS 'SELECT 1::bigint'",
            "FUNCTION tenant_core.key_i64",
        ),
        (
            "ALTER FUNCTION tenant_core.bind_i64 SECURITY DEFINER",
            "FUNCTION tenant_core.bind_i64",
        ),
        (
            "ALTER FUNCTION tenant_core.key_org VOLATILE",
            "FUNCTION tenant_core.key_org",
        ),
        (
            "CREATE FUNCTION tenant_core.key_user() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
            "DROP FUNCTION tenant_core.key_user",
        ),
        (
            "GRANT TRUNCATE, REFERENCES ON ads TO tenant_app",
            "REVOKE REFERENCES, TRUNCATE",
        ),
        ("GRANT INSERT ON countries TO tenant_app", "REVOKE INSERT"),
        ("GRANT SELECT ON ads TO PUBLIC", "FROM PUBLIC"),
        ("REVOKE UPDATE ON ads FROM tenant_app", "GRANT UPDATE"),
        (
            "REVOKE USAGE ON SCHEMA billing FROM tenant_app",
            "GRANT USAGE ON SCHEMA",
        ),
        (
            "REVOKE USAGE ON SEQUENCE \"Audit log_id_seq\" FROM tenant_app",
            "GRANT USAGE ON SEQUENCE",
        ),
        (
            "ALTER TABLE ads DROP CONSTRAINT ads_campaign_id_fkey, \
             ADD CONSTRAINT ads_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns NOT VALID",
            "(\"company_id\", \"campaign_id\") REFERENCES",
        ),
        ("DROP INDEX notes_campaign_id_idx", "CREATE INDEX"),
        (
            "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$",
            "REVOKE TEMPORARY ON DATABASE",
        ),
    ] {
        owner.batch_execute(change).unwrap();
        let migration = wall().migration(&mut owner).unwrap();
        assert!(
            migration.up().contains(expected),
            "{change}: {}",
            migration.up()
        );
        migration.apply(&mut owner).unwrap();
        assert!(wall().migration(&mut owner).unwrap().is_empty(), "{change}");

        // And back, to what somebody had made of it.
        owner.batch_execute(&migration.down()).unwrap();
        assert_eq!(wall().migration(&mut owner).unwrap(), migration, "{change}");
        migration.apply(&mut owner).unwrap();
    }
}

/// Earlier versions had a permissive policy that was true for all rows.
#[test]
fn policies_of_an_earlier_version_are_replaced() {
    let database = Database::walled();
    let mut owner = database.owner();
    let base = |table| {
        format!(
            "CREATE POLICY tenant_core_base ON {table} AS PERMISSIVE FOR ALL TO PUBLIC \
             USING (true) WITH CHECK (true)"
        )
    };
    let earlier = [
        "DROP POLICY tenant_core_base ON ads".to_owned(),
        base("ads"),
        "DROP POLICY tenant_core_base_read ON templates; DROP POLICY tenant_core_base_insert ON templates; \
         DROP POLICY tenant_core_base_update ON templates; DROP POLICY tenant_core_base_delete ON templates"
            .to_owned(),
        base("templates"),
    ];
    owner.batch_execute(&earlier.join("; ")).unwrap();
    let migration = wall().migration(&mut owner).unwrap();
    for part in [
        "DROP POLICY \"tenant_core_base\" ON \"ads\"",
        "DROP POLICY \"tenant_core_base\" ON \"templates\"",
        "CREATE POLICY \"tenant_core_base_read\" ON \"templates\"",
    ] {
        assert!(migration.up().contains(part), "{part}: {}", migration.up());
    }
    assert!(
        !migration.up().contains("\"tenant_core_tenant\""),
        "{}",
        migration.up()
    );
    migration.apply(&mut owner).unwrap();
    assert!(wall().migration(&mut owner).unwrap().is_empty());
    owner.batch_execute(&migration.down()).unwrap();
    assert_eq!(wall().migration(&mut owner).unwrap(), migration);
}

#[test]
fn policies_of_others_are_left_alone() {
    let database = Database::walled();
    let mut owner = database.owner();
    owner
        .batch_execute(
            "CREATE POLICY only_short_names ON ads AS RESTRICTIVE USING (length(name) < 9)",
        )
        .unwrap();
    assert!(wall().migration(&mut owner).unwrap().is_empty());
}

#[test]
fn foreign_keys_become_composite_and_keep_what_they_do() {
    let database = Database::walled();
    let mut owner = database.owner();
    let keys = texts(
        &mut owner,
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY conrelid::regclass::text",
    );
    assert_eq!(
        keys,
        [
            "FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) \
             ON DELETE SET NULL (campaign_id) DEFERRABLE",
            "FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE",
            "FOREIGN KEY (org) REFERENCES orgs(handle)",
            "FOREIGN KEY (campaign_id) REFERENCES campaigns(id)",
            "FOREIGN KEY (note_id) REFERENCES notes(id)",
            "FOREIGN KEY (template_id) REFERENCES templates(id)",
        ]
    );
    let mut superuser = database.superuser();
    let (kind, _) = error_of(
        &mut superuser,
        "UPDATE ads SET campaign_id = 20 WHERE id = 10",
    );
    assert_eq!(kind, diesel::result::DatabaseErrorKind::ForeignKeyViolation);
}

/// What a key is called says nothing about what it keeps apart.
#[test]
fn a_name_that_is_taken_hides_no_foreign_key() {
    let full = "f".repeat(63);
    let database = Database::bare();
    let mut owner = database.owner();
    owner
        .batch_execute(&format!(
            "ALTER TABLE drafts ADD campaign_id bigint, ADD other_id bigint,
               ADD CONSTRAINT {full} FOREIGN KEY (campaign_id) REFERENCES campaigns,
               ADD CONSTRAINT other FOREIGN KEY (other_id) REFERENCES campaigns,
               ADD CONSTRAINT other_tenant FOREIGN KEY (company_id) REFERENCES companies"
        ))
        .unwrap();
    wall()
        .migration(&mut owner)
        .unwrap()
        .apply(&mut owner)
        .unwrap();
    let again = wall().migration(&mut owner).unwrap();
    assert!(again.is_empty(), "{}", again.up());
    for column in ["campaign_id", "other_id"] {
        let (kind, _) = error_of(
            &mut database.superuser(),
            &format!("UPDATE drafts SET {column} = 20 WHERE id = 10"),
        );
        assert_eq!(kind, diesel::result::DatabaseErrorKind::ForeignKeyViolation);
    }
}

#[test]
fn a_name_that_is_taken_is_not_given_again() {
    let database = Database::bare();
    let mut owner = database.owner();
    owner
        .batch_execute(
            "ALTER TABLE campaigns ADD CONSTRAINT campaigns_company_id_id_key CHECK (true);
             CREATE INDEX drafts_company_id_id_idx ON drafts (company_id) WHERE id > 7",
        )
        .unwrap();
    let migration = wall().migration(&mut owner).unwrap();
    migration.apply(&mut owner).unwrap();
    assert!(wall().migration(&mut owner).unwrap().is_empty());
}

#[test]
fn what_a_foreign_key_does_stays_what_it_is() {
    let database = Database::bare();
    let mut owner = database.owner();
    owner
        .batch_execute(
            "ALTER TABLE campaigns ADD UNIQUE (id, name),
               ADD CONSTRAINT later UNIQUE (company_id, id, name) DEFERRABLE;
             ALTER TABLE ads ADD named text, ADD also text,
               ADD CONSTRAINT one FOREIGN KEY (campaign_id, named) REFERENCES campaigns (id, name)
                 ON DELETE SET NULL (named),
               ADD CONSTRAINT two FOREIGN KEY (id, also) REFERENCES campaigns (id, name) MATCH FULL NOT VALID",
        )
        .unwrap();
    owner.batch_execute("UPDATE ads SET also = name").unwrap();
    let migration = wall().migration(&mut owner).unwrap();
    migration.apply(&mut owner).unwrap();
    let keys = texts(
        &mut owner,
        "SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint \
         WHERE conrelid = 'ads'::regclass AND conname IN ('one', 'two', 'two_tenant') ORDER BY conname",
    );
    assert_eq!(
        keys,
        [
            "one: FOREIGN KEY (company_id, campaign_id, named) \
             REFERENCES campaigns(company_id, id, name) ON DELETE SET NULL (named)",
            "two: FOREIGN KEY (id, also) REFERENCES campaigns(id, name) MATCH FULL NOT VALID",
            "two_tenant: FOREIGN KEY (company_id, id, also) REFERENCES campaigns(company_id, id, name)",
        ]
    );
    assert!(wall().migration(&mut owner).unwrap().is_empty());
    owner.batch_execute(&migration.down()).unwrap();
    assert_eq!(wall().migration(&mut owner).unwrap(), migration);
}

#[test]
fn rows_that_cross_already_stop_the_migration() {
    let database = Database::bare();
    let mut owner = database.owner();
    owner
        .batch_execute("UPDATE ads SET campaign_id = 20 WHERE id = 10")
        .unwrap();
    let migration = wall().migration(&mut owner).unwrap();
    let error = migration.apply(&mut owner).unwrap_err();
    assert!(
        error.to_string().contains("violates foreign key"),
        "{error}"
    );
}

#[test]
fn what_no_migration_can_decide_is_said() {
    let database = Database::walled();
    let mut owner = database.owner();
    owner
        .batch_execute(
            "ALTER TABLE notes ADD COLUMN ad_id bigint REFERENCES ads;
             ALTER TABLE ads ADD COLUMN template_id bigint REFERENCES templates",
        )
        .unwrap();
    let migration = wall().migration(&mut owner).unwrap();
    assert!(migration.is_empty(), "{}", migration.up());
    assert_eq!(
        migration.remarks(),
        [
            "the foreign key ads_template_id_fkey of ads can refer to another tenant's row of templates",
            "the foreign key notes_ad_id_fkey of notes can refer to another tenant's row of ads, and \
             cannot be made composite: both tables need a tenant column for that",
            "the unique key campaigns_name_key of campaigns tells a tenant that another has a value; lead \
             it by company_id, unless the value is meant to be unique among all tenants",
        ]
    );
}

#[test]
fn a_role_without_policies_gets_no_migration() {
    let database = Database::bare();
    let mut superuser = database.superuser();
    for (role, expected) in [
        ("postgres", "policies do not apply"),
        ("nobody_of_this_name", "does not exist"),
        ("tenant_owner", "can become the owner"),
    ] {
        let wall = RowLevelSecurity::for_role(role).kind::<crate::schema::Handle>();
        let migration = wall.migration(&mut superuser).unwrap();
        superuser
            .batch_execute("SET SESSION AUTHORIZATION tenant_owner")
            .unwrap();
        let error = migration.apply(&mut superuser).unwrap_err();
        superuser
            .batch_execute("RESET SESSION AUTHORIZATION")
            .unwrap();
        assert!(error.to_string().contains(expected), "{role}: {error}");
    }
}

#[test]
fn what_cannot_be_generated_is_an_error() {
    let database = Database::bare();
    let mut owner = database.owner();
    let unknown = RowLevelSecurity::for_role("tenant_app").migration(&mut owner);
    assert!(
        matches!(unknown, Err(PlanError::UnknownKind { .. })),
        "{unknown:?}"
    );

    let citus = wall().citus().migration(&mut owner);
    assert!(
        matches!(citus, Err(PlanError::ParentOnCitus { .. })),
        "{citus:?}"
    );

    owner
        .batch_execute("ALTER TABLE ads RENAME COLUMN company_id TO firm")
        .unwrap();
    let column = wall().migration(&mut owner);
    assert!(
        matches!(column, Err(PlanError::NoSuchColumn { .. })),
        "{column:?}"
    );

    owner.batch_execute("DROP TABLE ads").unwrap();
    let table = wall().migration(&mut owner);
    let name = TableName {
        schema: None,
        name: "ads".to_owned(),
    };
    assert!(
        matches!(&table, Err(PlanError::NoSuchTable { table }) if *table == name),
        "{table:?}"
    );
}
