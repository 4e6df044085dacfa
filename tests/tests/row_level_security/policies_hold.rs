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
            assert_ne!(crossings(&mut conn, seen), [""; 0], "{policy} on {table}");
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
    assert_eq!(dropped, 8 * 2 + 2 * 5);
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
