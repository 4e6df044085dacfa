//! What raw SQL can do on a bound connection, verb by verb, and that it is the
//! policies which hold it back.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::database::*;
use crate::schema::{SEEN, Seen};

/// The crossings that company 1 manages on one table, each in words.
fn crossings(conn: &mut PgConnection, seen: &Seen) -> Vec<&'static str> {
    let Seen {
        table,
        reads,
        writes,
        foreign,
        moved,
    } = seen;
    let own = writes[0];
    let mut crossings = Vec::new();
    as_acme(conn, |conn| {
        if ids(conn, table) != *reads {
            crossings.push("read");
        }
        let update = format!("UPDATE {table} SET name = name || '!' RETURNING id");
        let mut updated = tried(conn, &update).unwrap();
        updated.sort_unstable();
        if updated != *writes {
            crossings.push("updated");
        }
        let delete = format!("DELETE FROM {table} WHERE id <> {own} AND id <> 11 RETURNING id");
        if tried(conn, &delete) != Ok(vec![]) {
            crossings.push("deleted");
        }
        if tried(
            conn,
            &format!("INSERT INTO {table} VALUES {foreign} RETURNING 1::bigint"),
        )
        .is_ok()
        {
            crossings.push("added");
        }
        if tried(
            conn,
            &format!("UPDATE {table} SET {moved} WHERE id = {own} RETURNING 1::bigint"),
        )
        .is_ok()
        {
            crossings.push("gave away");
        }
    });
    crossings
}

#[test]
fn no_verb_reaches_another_tenants_rows() {
    let database = Database::walled();
    let mut conn = database.app();
    for seen in SEEN {
        assert_eq!(crossings(&mut conn, seen), [""; 0], "{}", seen.table);
    }
}

#[test]
fn each_policy_holds_something_back() {
    let database = Database::walled();
    let (mut owner, mut conn) = (database.owner(), database.app());
    let policies: Vec<(String, String)> =
        diesel::dsl::sql::<(diesel::sql_types::Text, diesel::sql_types::Text)>(
            "SELECT polrelid::regclass::text, polname::text FROM pg_policy ORDER BY 1, 2",
        )
        .load(&mut owner)
        .unwrap();
    let mut dropped = 0;
    for seen in SEEN {
        for (_, policy) in policies.iter().filter(|(table, _)| table == seen.table) {
            let table = seen.table;
            let drop = format!("DROP POLICY {policy} ON {table}");
            owner.batch_execute(&drop).unwrap();
            if policy.starts_with("tenant_core_base") {
                // What it opens is closed.
                let own = seen.writes[0];
                as_acme(&mut conn, |conn| match policy.as_str() {
                    "tenant_core_base_insert" => {
                        let under = if table == "templates" { 1 } else { 10 };
                        let insert = format!("INSERT INTO {table} VALUES (19, {under}, 'x')");
                        assert_refused(conn, &insert);
                    }
                    "tenant_core_base_delete" => {
                        let delete = format!("DELETE FROM {table} WHERE id = {own} RETURNING id");
                        assert_eq!(tried(conn, &delete), Ok(vec![]), "{table}");
                    }
                    "tenant_core_base_update" => {
                        let update = format!("UPDATE {table} SET name = 'x' RETURNING id");
                        assert_eq!(tried(conn, &update), Ok(vec![]), "{table}");
                    }
                    _ => assert_eq!(ids(conn, table), [0; 0], "{policy} on {table}"),
                });
            } else {
                // What it closes, whatever stands beside it, is open.
                let open = format!("CREATE POLICY open ON {table} USING (true) WITH CHECK (true)");
                owner.batch_execute(&open).unwrap();
                assert_ne!(crossings(&mut conn, seen), [""; 0], "{policy} on {table}");
                let close = format!("DROP POLICY open ON {table}");
                owner.batch_execute(&close).unwrap();
            }
            dropped += 1;
            // Put back by the generator itself, which sees what is missing.
            wall()
                .migration(&mut owner)
                .unwrap()
                .apply(&mut owner)
                .unwrap();
            assert_eq!(crossings(&mut conn, seen), [""; 0], "{policy} on {table}");
        }
    }
    assert_eq!(dropped, 8 * 2 + 2 * 8);
}

#[test]
fn nobody_bound_sees_nobodys_rows() {
    let database = Database::walled();
    let mut conn = database.app();
    let nobody = |conn: &mut PgConnection| {
        for Seen { table, foreign, .. } in SEEN {
            assert_eq!(ids(conn, table), [0; 0], "{table}");
            assert_refused(conn, &format!("INSERT INTO {table} VALUES {foreign}"));
        }
        assert_eq!(ids(conn, "members"), [0; 0]);
        assert_eq!(ids(conn, "countries"), [1]);
    };
    nobody(&mut conn);
    as_acme(&mut conn, |conn| {
        assert_eq!(ids(conn, "campaigns"), [10, 11])
    });
    // Once it was set, a setting that is not set is empty rather than missing.
    nobody(&mut conn);
    for malformed in [
        "",
        " ",
        "abc",
        "1 OR true",
        "99999999999999999999",
        "9223372036854775808",
        "1.5",
        "0x1",
    ] {
        let set = format!("SET tenant_core.i64 = '{malformed}'");
        conn.batch_execute(&set).unwrap();
        nobody(&mut conn);
    }
}

#[test]
fn a_kind_of_tenant_is_no_other_kind() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        assert_eq!(ids(conn, "orgs"), [0; 0]);
        assert_eq!(ids(conn, "members"), [0; 0]);
    });
    let org = claim(crate::schema::Handle("bolt".to_owned()));
    let result: QueryResult<()> = org.scope_bound(&mut conn, |db| {
        let conn = raw(db);
        assert_eq!(ids(conn, "orgs"), [20]);
        assert_eq!(ids(conn, "members"), [20]);
        for seen in SEEN {
            assert_eq!(ids(conn, seen.table), [0; 0], "{}", seen.table);
        }
        Ok(())
    });
    result.unwrap();
}

#[test]
fn shared_rows_are_read_by_all_and_written_by_none() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| {
        assert_eq!(ids(conn, "countries"), [1]);
        for statement in [
            "INSERT INTO countries VALUES (2, 'Peru')",
            "UPDATE countries SET name = 'x'",
            "DELETE FROM countries",
        ] {
            assert_refused(conn, statement);
        }
    });
    // By the policies alone, too.
    let mut owner = database.owner();
    owner
        .batch_execute("GRANT ALL ON countries TO tenant_app")
        .unwrap();
    as_acme(&mut conn, |conn| {
        assert_refused(conn, "INSERT INTO countries VALUES (2, 'Peru')");
        for statement in [
            "UPDATE countries SET name = 'x' RETURNING id",
            "DELETE FROM countries RETURNING id",
        ] {
            assert_eq!(tried(conn, statement), Ok(vec![]), "{statement}");
        }
    });
    // The owner writes them, in migrations.
    owner
        .batch_execute("INSERT INTO countries VALUES (3, 'Ghana')")
        .unwrap();
    assert_eq!(ids(&mut conn, "countries"), [1, 3]);
}

#[test]
fn a_widening_policy_beside_them_widens_nothing() {
    let database = Database::walled();
    let (mut owner, mut conn) = (database.owner(), database.app());
    for Seen { table, .. } in SEEN {
        let policy = format!("CREATE POLICY everybody ON {table} USING (true) WITH CHECK (true)");
        owner.batch_execute(&policy).unwrap();
    }
    for seen in SEEN {
        assert_eq!(crossings(&mut conn, seen), [""; 0], "{}", seen.table);
    }
}

/// On the workers of a Citus cluster no policy is restrictive. The suite runs once more
/// with policies like that, but for what looks at the text of policies or makes and
/// unmakes some itself, and for what is about pools and takes its time.
#[test]
fn they_hold_as_the_workers_of_a_cluster_have_them() {
    if std::env::var_os(AS_ON_WORKERS).is_some() {
        return;
    }
    let run = std::process::Command::new(std::env::current_exe().unwrap())
        .env(AS_ON_WORKERS, "1")
        .args(NOT_AGAIN.iter().flat_map(|name| ["--skip", name]))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    // A filter that leaves nothing would succeed too.
    let ran = |name: &str| said.contains(&format!("{name} ... ok"));
    assert!(
        ran("policies_hold::no_verb_reaches_another_tenants_rows"),
        "{said}"
    );
}

const NOT_AGAIN: &[&str] = &[
    "audit::",
    "audit_beyond::",
    "audit_kept::",
    "faults::",
    "generated::",
    "maintaining::unforced_it_reaches_every_row",
    "maintaining::whatever_ends_it_the_policies_are_forced_again",
    "policies_hold::a_widening_policy_beside_them_widens_nothing",
    "policies_hold::each_policy_holds_something_back",
    "poolers::",
];
