//! Who is bound, and for how long: sessions.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::result::Error;
use tenant_core::rls::{BoundSession, RoleBypassesPolicies};

use crate::database::*;
use crate::schema::Handle;

type Session<'c> = BoundSession<'c, PgConnection>;

fn seen(session: &mut Session<'_>, company: i64) -> Vec<i64> {
    let ids = session.scope(&claim(company), |db| ids(raw(db), "ads"));
    ids.unwrap()
}

#[test]
fn each_scope_sees_its_tenants_rows() {
    let database = Database::walled();
    let mut conn = database.app();
    BoundSession::with(&mut conn, |session| {
        for (company, expected) in [(1, [10]), (1, [10]), (2, [20]), (1, [10])] {
            assert_eq!(seen(session, company), expected);
        }
        let org = claim(Handle("bolt".to_owned()));
        let (members, ads) = session
            .scope(&org, |db| (ids(raw(db), "members"), ids(raw(db), "ads")))
            .unwrap();
        assert_eq!((members, ads), (vec![20], vec![]));
    });
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    assert_eq!(ids(&mut conn, "members"), [0; 0]);
}

#[test]
fn the_same_tenant_is_bound_once() {
    let database = Database::walled();
    let mut conn = database.app();
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && query.to_string().contains("tenant_core.")
        {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    BoundSession::with(&mut conn, |session| {
        for company in [1, 1, 1, 2, 2, 1] {
            seen(session, company);
        }
        assert_eq!(sent.load(Ordering::Relaxed), 3);
    });
    // And left once.
    assert_eq!(sent.load(Ordering::Relaxed), 4);
    BoundSession::with(&mut conn, |_| ());
    assert_eq!(sent.load(Ordering::Relaxed), 4);
}

#[test]
fn a_rollback_inside_leaves_it_bound() {
    let database = Database::walled();
    let mut conn = database.app();
    BoundSession::with(&mut conn, |session| {
        let failed: QueryResult<()> = session
            .scope(&claim(1_i64), |db: &mut Db<'_>| {
                db.transaction(|db| {
                    assert_eq!(ids(raw(db), "ads"), [10]);
                    Err(Error::RollbackTransaction)
                })
            })
            .unwrap();
        assert_eq!(failed, Err(Error::RollbackTransaction));
        assert_eq!(seen(session, 1), [10]);
    });
}

#[test]
fn a_transaction_could_take_it_back_and_is_refused() {
    let database = Database::walled();
    let mut conn = database.app();
    conn.begin_test_transaction().unwrap();
    let refused = BoundSession::with(&mut conn, |session| {
        session.scope(&claim(1_i64), |_: &mut Db<'_>| panic!("is not called"))
    });
    assert_eq!(refused, Err(Error::AlreadyInTransaction));
}

#[test]
fn when_binding_fails_the_last_tenant_is_not_bound_either() {
    let database = Database::walled();
    let mut conn = database.app();
    BoundSession::with(&mut conn, |session| {
        assert_eq!(seen(session, 1), [10]);
        let empty = claim(Handle(String::new()));
        let result = session.scope(&empty, |_| panic!("is not called"));
        assert!(matches!(
            result,
            Err::<(), _>(Error::SerializationError(..))
        ));
        assert_eq!(seen(session, 2), [20]);
    });
    // What the session had is gone at once, not only at its end.
    let mut conn = database.app();
    let mut owner = database.owner();
    BoundSession::with(&mut conn, |session| {
        assert_eq!(seen(session, 1), [10]);
        owner
            .batch_execute("ALTER FUNCTION tenant_core.bind_i64 RENAME TO elsewhere")
            .unwrap();
        let result = session.scope(&claim(2_i64), |_: &mut Db<'_>| panic!("is not called"));
        assert!(matches!(result, Err::<(), _>(Error::DatabaseError(..))));
        let before = session.scope(&claim(1_i64), |_: &mut Db<'_>| panic!("is not called"));
        assert!(matches!(before, Err::<(), _>(Error::DatabaseError(..))));
    });
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
}

#[test]
fn a_role_that_bypasses_policies_is_not_bound() {
    let database = Database::walled();
    let result = BoundSession::with(&mut database.superuser(), |session| {
        session.scope(&claim(1_i64), |_: &mut Db<'_>| panic!("is not called"))
    });
    match result.unwrap_err() {
        Error::QueryBuilderError(error) => assert!(error.is::<RoleBypassesPolicies>()),
        error => panic!("{error}"),
    }
}

#[test]
fn a_pool_gets_it_back_clean_or_not_at_all() {
    let database = Database::walled();
    let pool = Pool::builder()
        .max_size(1)
        .build(ConnectionManager::<PgConnection>::new(database.app_url()))
        .unwrap();

    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut conn = pool.get().unwrap();
        BoundSession::with(&mut *conn, |session: &mut Session<'_>| {
            session.scope(&claim(1_i64), |db: &mut Db<'_>| {
                db.transaction(|_| -> QueryResult<()> {
                    std::panic::resume_unwind(Box::new("a panic in a test"))
                })
            })
        })
    }));
    assert!(panicked.is_err());
    let mut conn = pool.get().unwrap();
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    drop(conn);

    // A transaction that was left open hides the session's setting.
    {
        let mut conn = pool.get().unwrap();
        BoundSession::with(&mut *conn, |session: &mut Session<'_>| {
            session
                .scope(&claim(1_i64), |db: &mut Db<'_>| {
                    raw(db).begin_test_transaction()
                })
                .unwrap()
                .unwrap();
        });
    }
    let mut conn = pool.get().unwrap();
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
}

#[test]
fn a_transaction_left_open_does_not_bring_the_tenant_back() {
    let database = Database::walled();
    let mut conn = database.app();
    BoundSession::with(&mut conn, |session| {
        let begun = session.scope(&claim(1_i64), |db: &mut Db<'_>| {
            raw(db).begin_test_transaction()
        });
        begun.unwrap().unwrap();
    });
    for _ in 0..2 {
        assert_eq!(ids(&mut conn, "ads"), [0; 0]);
        conn.batch_execute("ROLLBACK").unwrap();
    }
    assert_eq!(conn.transaction(|_| QueryResult::Ok(1)), Ok(1));
}

/// Diesel does not know of it.
#[test]
fn a_transaction_of_raw_sqls_does_not_bring_a_tenant_back() {
    let database = Database::walled();
    for begin in ["BEGIN", "BEGIN; SELECT 1 / 0"] {
        let mut conn = database.app();
        BoundSession::with(&mut conn, |session| {
            let opened = session.scope(&claim(1_i64), |db: &mut Db<'_>| {
                raw(db).batch_execute(begin).is_ok()
            });
            assert_eq!(opened, Ok(begin == "BEGIN"));
            let bolt = session.scope(&claim(2_i64), |db: &mut Db<'_>| {
                raw(db).batch_execute("ROLLBACK").unwrap();
                ids(raw(db), "ads")
            });
            assert!(bolt.is_err() || bolt == Ok(vec![20]), "{bolt:?}");
            assert_eq!(seen(session, 2), [20]);
            let opened = session.scope(&claim(2_i64), |db: &mut Db<'_>| {
                raw(db).batch_execute(begin).is_ok()
            });
            assert_eq!(opened, Ok(begin == "BEGIN"));
        });
        conn.batch_execute("ROLLBACK").unwrap();
        assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    }
}

#[test]
fn it_is_left_without_the_function_for_it_too() {
    let database = Database::walled();
    let mut conn = database.app();
    BoundSession::with(&mut conn, |session| {
        assert_eq!(seen(session, 1), [10]);
        database
            .owner()
            .batch_execute("ALTER FUNCTION tenant_core.unbind RENAME TO elsewhere")
            .unwrap();
    });
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
}
