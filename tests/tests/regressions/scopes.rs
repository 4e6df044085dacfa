//! What a scope leaves behind: on the connection, and on the thread.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sqlite::Sqlite;
use tenant_core::danger;
use tenant_core::prelude::*;

use super::{campaigns, connect, notes, parents, tenant};

/// The transactions that are open.
fn depth(conn: &mut SqliteConnection) -> Option<u32> {
    AnsiTransactionManager::transaction_manager_status_mut(conn)
        .transaction_depth()
        .unwrap()
        .map(u32::from)
}

#[test]
fn a_transaction_that_panics_is_rolled_back_where_the_panic_is_caught() {
    let mut conn = connect();
    tenant(1).scope(&mut conn, |db| {
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            db.transaction::<(), Error, _>(|db| {
                db.delete(notes::table).execute(db)?;
                resume_unwind(Box::new("a panic in a test"))
            })
        }));
        assert!(panicked.is_err());
        let left = notes::table.for_tenant(db.tenant()).count();
        assert_eq!(left.get_result::<i64>(db), Ok(1));
    });
    assert_eq!(depth(&mut conn), None);
}

/// A transaction that the scope did not open itself, inside one of the caller's.
#[test]
fn a_panic_rolls_back_what_was_opened_inside_the_scope_and_no_more() {
    let mut conn = connect();
    AnsiTransactionManager::begin_transaction(&mut conn).unwrap();
    diesel::delete(notes::table.find(2))
        .execute(&mut conn)
        .unwrap();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        tenant(1).scope(&mut conn, |db| {
            let raw = danger::raw_connection(db, "a test opens a transaction").unwrap();
            AnsiTransactionManager::begin_transaction(raw).unwrap();
            db.delete(notes::table).execute(db).unwrap();
            resume_unwind(Box::new("a panic in a test"))
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(depth(&mut conn), Some(1));
    assert_eq!(parents(&mut conn), [(1, 10)]);
}

#[test]
fn a_rollback_that_fails_is_an_error_of_its_own() {
    let mut conn = connect();
    let result = tenant(1).scope(&mut conn, |db| {
        db.transaction::<(), Error, _>(|db| {
            let raw = danger::raw_connection(db, "a test ends the transaction").unwrap();
            raw.batch_execute("ROLLBACK").unwrap();
            Err(Error::NotFound)
        })
    });
    assert!(
        matches!(result, Err(Error::DatabaseError(..))),
        "{result:?}"
    );
}

#[test]
fn a_scope_runs_no_longer_than_its_statement() {
    let (mut one, mut two) = (connect(), connect());
    tenant(1).scope(&mut one, |db_a| {
        let ours = campaigns::table.for_tenant(db_a.tenant());
        tenant(2).scope(&mut two, |db_b| {
            let theirs = campaigns::table.for_tenant(db_b.tenant()).count();
            assert_eq!(theirs.get_result::<i64>(db_b), Ok(1));
            // The thread would take this for a statement of the scope above.
            let sql = diesel::debug_query::<Sqlite, _>(&ours).to_string();
            assert!(sql.ends_with("-- binds: [1]"), "{sql}");
        });
    });
}
