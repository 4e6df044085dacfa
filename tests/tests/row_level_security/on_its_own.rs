//! The database's wall alone: the ways of SQL beyond the four verbs.

use std::io::Read;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::sql_types::Text;

use crate::database::*;
use crate::schema::{SEEN, ads};

#[test]
fn copy_takes_out_the_own_rows_and_puts_none_in() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        let mut copied = String::new();
        diesel::copy_to(ads::table)
            .load_raw(conn)
            .unwrap()
            .read_to_string(&mut copied)
            .unwrap();
        assert_eq!(copied, "10\t1\t10\ta0\n");
        let error = conn
            .transaction(|conn| {
                diesel::copy_from(ads::table)
                    .from_raw_data(ads::table, |copy| {
                        std::io::Write::write_all(copy, b"29\t2\t20\tx\n").unwrap();
                        QueryResult::Ok(())
                    })
                    .execute(conn)
            })
            .unwrap_err();
        assert!(error.to_string().contains("row-level security"), "{error}");
    });
}

#[test]
fn a_cursor_shows_the_own_rows_and_ends_with_the_scope() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        conn.batch_execute(
            "DECLARE ads CURSOR FOR SELECT id FROM ads; \
             DECLARE held CURSOR WITH HOLD FOR SELECT id FROM ads",
        )
        .unwrap();
        assert_eq!(numbers(conn, "FETCH ALL FROM ads"), [10]);
    });
    bound_to(2, &mut conn, |conn| {
        for cursor in ["ads", "held"] {
            let (_, message) = error_of(conn, &format!("FETCH ALL FROM {cursor}"));
            assert!(message.contains("does not exist"), "{cursor}: {message}");
        }
    });
}

#[test]
fn a_prepared_plan_is_each_tenants_own() {
    let database = Database::walled();
    let mut conn = database.app();
    conn.batch_execute(
        "SET plan_cache_mode = force_generic_plan; PREPARE ads AS SELECT id FROM ads; \
         PREPARE notes AS SELECT id FROM notes; \
         PREPARE change AS UPDATE ads SET name = name RETURNING id",
    )
    .unwrap();
    for company in [1, 2, 1, 2, 2, 1] {
        bound_to(company, &mut conn, |conn| {
            for plan in ["ads", "notes", "change"] {
                assert_eq!(numbers(conn, &format!("EXECUTE {plan}")), [company * 10]);
            }
            let loaded: Vec<i64> = ads::table.select(ads::id).load(conn).unwrap();
            assert_eq!(loaded, [company * 10]);
        });
        assert_eq!(numbers(&mut conn, "EXECUTE ads"), [0; 0]);
    }
}

#[test]
fn views_and_functions_of_the_owners_show_the_own_rows() {
    let database = Database::walled();
    let (mut owner, mut conn) = (database.owner(), database.app());
    owner
        .batch_execute(
            "CREATE VIEW seen AS SELECT id FROM ads;
             CREATE VIEW seen_by_caller WITH (security_invoker) AS SELECT id FROM ads;
             CREATE FUNCTION listed() RETURNS SETOF bigint LANGUAGE sql AS 'SELECT id FROM ads';
             CREATE FUNCTION listed_by_owner() RETURNS SETOF bigint LANGUAGE sql SECURITY DEFINER
               AS 'SELECT id FROM ads';
             CREATE FUNCTION renamed_by_owner() RETURNS SETOF bigint LANGUAGE sql SECURITY DEFINER
               AS 'UPDATE ads SET name = ''x'' RETURNING id';
             GRANT SELECT ON seen, seen_by_caller TO tenant_app",
        )
        .unwrap();
    for company in [1, 2] {
        bound_to(company, &mut conn, |conn| {
            for statement in [
                "SELECT id FROM seen",
                "SELECT id FROM seen_by_caller",
                "SELECT listed()",
                "SELECT listed_by_owner()",
                "SELECT renamed_by_owner()",
            ] {
                assert_eq!(numbers(conn, statement), [company * 10], "{statement}");
            }
        });
    }
    assert_eq!(numbers(&mut conn, "SELECT id FROM seen"), [0; 0]);
    // With the owner's rights and nobody bound, an error.
    let (_, message) = error_of(&mut conn, "SELECT listed_by_owner()");
    assert!(
        message.contains("from the owner of the tables"),
        "{message}"
    );
}

#[test]
fn upserts_and_merges_leave_another_tenants_row_alone() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        assert_refused(
            conn,
            "INSERT INTO ads VALUES (20, 1, 10, 'mine') ON CONFLICT (id) DO UPDATE SET name = 'mine'",
        );
        let nothing =
            "INSERT INTO ads VALUES (20, 1, 10, 'mine') ON CONFLICT DO NOTHING RETURNING id";
        assert_eq!(tried(conn, nothing), Ok(vec![]));
        let merge = "MERGE INTO ads USING (VALUES (20::bigint), (10)) v (id) ON ads.id = v.id \
                     WHEN MATCHED THEN UPDATE SET name = 'merged'";
        assert_eq!(diesel::sql_query(merge).execute(conn), Ok(1));
    });
    bound_to(2, &mut conn, |conn| {
        let names: Vec<String> = ads::table.select(ads::name).load(conn).unwrap();
        assert_eq!(names, ["b0"]);
    });
}

#[test]
fn a_reference_does_not_tell_what_others_have() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        for [there, nowhere] in [
            [
                "INSERT INTO ads VALUES (12, 1, 20, 'x')",
                "INSERT INTO ads VALUES (12, 1, 99, 'x')",
            ],
            [
                "UPDATE ads SET campaign_id = 20",
                "UPDATE ads SET campaign_id = 99",
            ],
            [
                "INSERT INTO notes VALUES (12, 20, 'x')",
                "INSERT INTO notes VALUES (12, 99, 'x')",
            ],
            [
                "INSERT INTO replies VALUES (12, 20, 'x')",
                "INSERT INTO replies VALUES (12, 99, 'x')",
            ],
            [
                "INSERT INTO template_lines VALUES (12, 20, 'x')",
                "INSERT INTO template_lines VALUES (12, 99, 'x')",
            ],
        ] {
            let checks = |conn: &mut PgConnection, statement: &str| {
                error_of(conn, &format!("{statement}; SET CONSTRAINTS ALL IMMEDIATE"))
            };
            assert_eq!(checks(conn, there), checks(conn, nowhere), "{there}");
        }
        // A key that is led by the tenant column tells nothing either.
        let invoice = "INSERT INTO billing.invoices VALUES (12, 1, 'b0') RETURNING id";
        assert_eq!(tried(conn, invoice), Ok(vec![12]));
        // One that is not, tells. The migration says so, and the audit.
        let (kind, _) = error_of(conn, "INSERT INTO campaigns VALUES (12, 1, 'b0')");
        assert_eq!(kind, DatabaseErrorKind::UniqueViolation);
    });
}

#[test]
fn a_condition_is_not_tried_on_another_tenants_rows() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        for seen in SEEN {
            // It would end with a division by zero on the row 20, or on row 2.
            for row in [20, 2] {
                let probe = format!("SELECT id FROM {} WHERE 1 / (id - {row}) > -9", seen.table);
                tried(conn, &probe).unwrap();
            }
        }
    });
}

#[test]
fn the_role_cannot_take_the_wall_down() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        for statement in [
            "TRUNCATE ads",
            "ALTER TABLE ads DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE ads NO FORCE ROW LEVEL SECURITY",
            "DROP POLICY tenant_core_tenant ON ads",
            "CREATE POLICY mine ON ads USING (true)",
            "ALTER POLICY tenant_core_tenant ON ads USING (true)",
            "CREATE TRIGGER spy AFTER INSERT ON ads EXECUTE FUNCTION tenant_core.unbound()",
            "CREATE RULE spy AS ON SELECT TO ads DO INSTEAD SELECT 1",
            "CREATE TABLE mine (ad bigint REFERENCES ads)",
            "CREATE TEMPORARY TABLE mine AS SELECT * FROM ads",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE OR REPLACE FUNCTION tenant_core.key_i64() RETURNS bigint LANGUAGE sql AS 'SELECT 2::bigint'",
            "DROP FUNCTION tenant_core.unbind",
            "DROP TABLE ads",
            "GRANT tenant_owner TO tenant_app",
            "SET ROLE tenant_owner",
            "SET ROLE postgres",
            "SET SESSION AUTHORIZATION tenant_owner",
            "SET session_replication_role = replica",
            "COPY ads TO PROGRAM 'cat'",
            "COPY ads TO '/tmp/ads'",
        ] {
            let (_, message) = error_of(conn, statement);
            assert!(
                [
                    "permission denied",
                    "must be owner",
                    "must be superuser",
                    "must have admin option",
                    "must be able"
                ]
                .iter()
                .any(|refusal| message.contains(refusal)),
                "{statement}: {message}"
            );
        }
    });
    as_acme(&mut conn, |conn| {
        conn.batch_execute("SET LOCAL row_security = off").unwrap();
        let (_, message) = error_of(conn, "SELECT id FROM ads");
        assert!(message.contains("row-level security"), "{message}");
    });
}

#[test]
fn settings_that_go_away_take_the_rows_with_them() {
    let database = Database::walled();
    let mut conn = database.app();
    for reset in [
        "RESET ALL",
        "RESET tenant_core.i64",
        "SET tenant_core.i64 TO DEFAULT",
        "SET LOCAL tenant_core.i64 TO DEFAULT",
        "SET LOCAL tenant_core.i64 = ''",
        "SELECT tenant_core.unbind(true)",
    ] {
        let seen: QueryResult<()> = claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
            let conn = raw(db);
            conn.batch_execute(reset)?;
            assert_eq!(ids(conn, "ads"), [0; 0], "{reset}");
            Ok(())
        });
        seen.unwrap();
    }
    let rolled_back: QueryResult<()> = claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
        let conn = raw(db);
        conn.batch_execute("ROLLBACK")?;
        assert_eq!(ids(conn, "ads"), [0; 0]);
        Ok(())
    });
    assert!(rolled_back.is_err(), "there was nothing to commit");
    conn.batch_execute("DISCARD ALL").unwrap();
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    as_acme(&mut conn, |conn| assert_eq!(ids(conn, "ads"), [10]));
}

#[test]
fn the_setting_is_read_once_and_the_tenants_index_used() {
    let database = Database::walled();
    let mut conn = database.app();
    // So few rows are read from end to end otherwise.
    let plan = |conn: &mut PgConnection, statement: &str| {
        conn.batch_execute("SET LOCAL enable_seqscan = off")
            .unwrap();
        let explain = format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {statement}");
        let lines: Vec<String> = diesel::dsl::sql::<Text>(&explain).load(conn).unwrap();
        lines.join("\n")
    };
    as_acme(&mut conn, |conn| {
        for (statement, condition) in [
            ("SELECT * FROM ads", "Index Cond: (company_id = $"),
            (
                "SELECT * FROM ads WHERE id > 5",
                "Index Cond: ((company_id = $",
            ),
            ("UPDATE ads SET name = 'x'", "Index Cond: (company_id = $"),
            ("SELECT * FROM notes", "Index Cond: (company_id = $"),
        ] {
            let plan = plan(conn, statement);
            assert!(plan.contains(condition), "{statement}: {plan}");
            let mut settings = plan.lines().skip_while(|line| !line.contains("InitPlan"));
            while settings
                .next()
                .is_some_and(|line| line.contains("InitPlan"))
            {
                let read = settings.next().unwrap().trim_start();
                assert_eq!(read, "->  Result (actual rows=1 loops=1)", "{plan}");
            }
        }
    });
}

#[test]
fn a_tenants_leftovers_are_not_the_next_tenants() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        conn.batch_execute("SET tenant_core.i64 = '1'").unwrap();
    });
    bound_to(2, &mut conn, |conn| assert_eq!(ids(conn, "ads"), [20]));
    // And of another kind of tenant nothing shows beside it.
    let org = claim(crate::schema::Handle("acme".to_owned()));
    let seen: QueryResult<Vec<i64>> = org.scope_bound(&mut conn, |db| Ok(ids(raw(db), "ads")));
    assert_eq!(seen, Ok(vec![]));
}
