//! What one tenant leaves on the connection that the next one gets.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::rls::BoundConnection;

use super::assert_nobody_bound;
use crate::database::*;
use crate::schema::Handle;

#[test]
fn a_cursor_that_was_held_open_is_closed() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    let mut asked = BoundConnection::new(database.pooled()).unwrap();
    let hold = "DECLARE held CURSOR WITH HOLD FOR SELECT id FROM ads";
    let fetch = |db: &mut Db<'_>| -> QueryResult<()> {
        let (_, message) = error_of(raw(db), "FETCH ALL FROM held");
        assert!(message.contains("does not exist"), "{message}");
        Ok(())
    };
    for _ in 0..2 {
        as_acme(&mut one, |conn| conn.batch_execute(hold).unwrap());
        claim(2_i64).scope_bound(&mut other, fetch).unwrap();
        as_acme(&mut one, |conn| conn.batch_execute(hold).unwrap());
        claim(2_i64).scope_bound(&mut asked, fetch).unwrap();
    }
}

#[test]
fn a_prepared_statement_shows_each_tenant_its_own() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    as_acme(&mut one, |conn| {
        conn.batch_execute("PREPARE all_ads AS SELECT id FROM ads")
            .unwrap();
        // Beyond the runs after which PostgreSQL keeps a plan.
        for _ in 0..7 {
            assert_eq!(numbers(conn, "EXECUTE all_ads"), [10]);
        }
    });
    bound_to(2, &mut other, |conn| {
        assert_eq!(numbers(conn, "EXECUTE all_ads"), [20])
    });
    assert_eq!(numbers(&mut other, "EXECUTE all_ads"), [0; 0]);
}

#[test]
fn a_temporary_table_cannot_be_made() {
    let database = Database::walled();
    as_acme(&mut database.pooled(), |conn| {
        for temporary in [
            "CREATE TEMPORARY TABLE mine AS SELECT * FROM ads",
            "SELECT * INTO TEMPORARY mine FROM ads",
            "CREATE TEMPORARY VIEW mine AS SELECT * FROM ads",
        ] {
            let (_, message) = error_of(conn, temporary);
            assert!(
                message.contains("permission denied"),
                "{temporary}: {message}"
            );
        }
    });
}

/// `SET` without `LOCAL`, by raw SQL: the next scope binds anew.
#[test]
fn a_setting_does_not_hold_in_the_next_scope() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    let mut asked = BoundConnection::new(database.pooled()).unwrap();
    for set in [
        "SET tenant_core.i64 = '1'",
        "SELECT set_config('tenant_core.i64', '1', false)",
        "SELECT tenant_core.bind_i64(1, false)",
    ] {
        as_acme(&mut one, |conn| conn.batch_execute(set).unwrap());
        bound_to(2, &mut other, |conn| {
            assert_eq!(ids(conn, "ads"), [20], "{set}")
        });
        as_acme(&mut one, |conn| conn.batch_execute(set).unwrap());
        let seen: QueryResult<_> =
            claim(2_i64).scope_bound(&mut asked, |db: &mut Db<'_>| Ok(ids(raw(db), "ads")));
        assert_eq!(seen, Ok(vec![20]), "{set}");
        // Nor in one of another kind of tenant.
        let org = claim(Handle("bolt".to_owned()));
        as_acme(&mut one, |conn| conn.batch_execute(set).unwrap());
        let seen: QueryResult<_> = org.scope_bound(&mut other, |db| Ok(ids(raw(db), "ads")));
        assert_eq!(seen, Ok(vec![]), "{set}");
        as_acme(&mut one, |conn| conn.batch_execute(set).unwrap());
        let seen: QueryResult<_> = org.scope_bound(&mut asked, |db| Ok(ids(raw(db), "ads")));
        assert_eq!(seen, Ok(vec![]), "{set}");
    }
    other
        .batch_execute("SELECT tenant_core.unbind(false)")
        .unwrap();
    assert_nobody_bound(&mut one);
}

/// A session that was told not to apply policies applies none, and shows no rows
/// either.
#[test]
fn policies_that_were_switched_off_are_an_error() {
    let database = Database::walled();
    let (mut one, mut other) = (database.pooled(), database.pooled());
    as_acme(&mut one, |conn| {
        conn.batch_execute("SET row_security = off").unwrap()
    });
    let refused: QueryResult<()> = claim(2_i64).scope_bound(&mut other, |db: &mut Db<'_>| {
        raw(db).batch_execute("SELECT id FROM ads")
    });
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("row-level security"), "{message}");
    other.batch_execute("RESET row_security").unwrap();
}
