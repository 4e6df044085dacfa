//! Connections that asked once how tenants are bound.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::r2d2::Pool;
use diesel::result::Error;
use tenant_core::prelude::*;
use tenant_core::rls::{BoundConnection, BoundManager, RoleBypassesPolicies};

use crate::database::*;
use crate::schema::{Handle, ads};

fn names(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    ads::table
        .for_tenant(db.tenant())
        .select(ads::name)
        .load(db)
}

/// The rows that raw SQL sees in a scope.
fn seen<K>(conn: &mut BoundConnection, key: K, table: &str) -> Vec<i64>
where
    K: 'static
        + tenant_core::rls::TenantKind
        + diesel::serialize::ToSql<K::SqlType, diesel::pg::Pg>,
{
    let seen: QueryResult<Vec<i64>> = claim(key).scope_bound(conn, |db| Ok(ids(raw(db), table)));
    seen.unwrap()
}

#[test]
fn its_scopes_are_bound() {
    let database = Database::walled();
    let mut conn = BoundConnection::new(database.app()).unwrap();
    for _ in 0..2 {
        assert_eq!(seen(&mut conn, 1_i64, "ads"), [10]);
        assert_eq!(seen(&mut conn, 2_i64, "ads"), [20]);
        assert_eq!(seen(&mut conn, Handle("bolt".to_owned()), "members"), [20]);
        assert_eq!(seen(&mut conn, Handle("bolt".to_owned()), "ads"), [0; 0]);
    }
    assert_eq!(
        claim(1_i64).scope_bound(&mut conn, names),
        Ok(vec!["a0".to_owned()])
    );
}

#[test]
fn what_raw_sql_leaves_behind_is_not_the_next_tenants() {
    let database = Database::walled();
    let mut conn = BoundConnection::new(database.app()).unwrap();
    let left: QueryResult<()> = claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
        raw(db).batch_execute(
            "SET tenant_core.i64 = '1'; DECLARE held CURSOR WITH HOLD FOR SELECT id FROM ads",
        )
    });
    left.unwrap();
    assert_eq!(seen(&mut conn, 2_i64, "ads"), [20]);
    assert_eq!(seen(&mut conn, Handle("acme".to_owned()), "ads"), [0; 0]);
    let fetched: QueryResult<()> = claim(2_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
        let (_, message) = error_of(raw(db), "FETCH ALL FROM held");
        assert!(message.contains("does not exist"), "{message}");
        Ok(())
    });
    fetched.unwrap();
}

#[test]
fn a_key_is_never_text_of_the_statement() {
    let database = Database::walled();
    let mut conn = BoundConnection::new(database.app()).unwrap();
    for handle in ["it's", "'; RESET ROLE; --", "\\'", "名", " ", "a\nb", "{}"] {
        let org = claim(Handle(handle.to_owned()));
        let bound: QueryResult<String> = org.scope_bound(&mut conn, |db| {
            let key = diesel::dsl::sql::<diesel::sql_types::Text>("tenant_core.key_org()");
            diesel::select(key).get_result(raw(db))
        });
        assert_eq!(bound.unwrap(), handle);
    }
    let empty = claim(Handle(String::new()));
    let result = empty.scope_bound(&mut conn, |_| -> QueryResult<()> {
        panic!("is not called")
    });
    assert!(
        matches!(result, Err(Error::SerializationError(_))),
        "{result:?}"
    );
    for company in [i64::MIN, -1, 0, i64::MAX] {
        let bound: QueryResult<Vec<i64>> = claim(company).scope_bound(&mut conn, |db| {
            Ok(numbers(raw(db), "SELECT tenant_core.key_i64()"))
        });
        assert_eq!(bound, Ok(vec![company]));
    }
}

/// The messages of a scope with one statement that is prepared.
fn messages(database: &Database) -> usize {
    let mut conn = database.app();
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { .. } = event {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let mut conn = BoundConnection::new(conn).unwrap();
    for _ in 0..2 {
        sent.store(0, Ordering::Relaxed);
        let names = claim(1_i64).scope_bound(&mut conn, names);
        assert_eq!(names, Ok(vec!["a0".to_owned()]));
    }
    sent.load(Ordering::Relaxed)
}

#[test]
fn it_takes_as_many_messages_as_a_plain_transaction() {
    assert_eq!(messages(&Database::walled()), 3);
}

/// As on a Citus cluster, whose binding must be a message of its own.
#[test]
fn a_database_can_ask_for_the_call_alone() {
    let database = Database::walled();
    database
        .owner()
        .batch_execute(
            "CREATE OR REPLACE FUNCTION tenant_core.binding() RETURNS text LANGUAGE sql AS $$ SELECT 'call' $$",
        )
        .unwrap();
    assert_eq!(messages(&database), 4);
    let mut conn = BoundConnection::new(database.app()).unwrap();
    assert_eq!(seen(&mut conn, 2_i64, "ads"), [20]);
    let failed = claim(5_i32).scope_bound(&mut conn, |_| -> QueryResult<()> {
        panic!("is not called")
    });
    assert!(failed.is_err(), "no table belongs to such tenants");
    assert_eq!(seen(&mut conn, 1_i64, "ads"), [10]);
}

#[test]
fn a_kind_that_the_database_does_not_know_is_an_error() {
    let database = Database::walled();
    let mut conn = BoundConnection::new(database.app()).unwrap();
    let failed = claim(5_i32).scope_bound(&mut conn, |_| -> QueryResult<()> {
        panic!("is not called")
    });
    assert!(
        matches!(failed, Err(Error::DatabaseError(..))),
        "{failed:?}"
    );
    assert_eq!(seen(&mut conn, 1_i64, "ads"), [10]);
}

#[test]
fn a_role_that_bypasses_policies_gets_none() {
    let database = Database::walled();
    match BoundConnection::new(database.superuser()).unwrap_err() {
        Error::QueryBuilderError(error) => assert!(error.is::<RoleBypassesPolicies>()),
        error => panic!("{error}"),
    }
    assert!(BoundConnection::new(Database::bare().app()).is_err());
}

#[test]
fn a_pool_of_them_keeps_tenants_apart() {
    let database = Database::walled();
    let pool = Pool::builder()
        .max_size(2)
        .build(BoundManager::new(database.app_url()))
        .unwrap();
    let threads: Vec<_> = [1_i64, 2, 1, 2]
        .into_iter()
        .map(|company| {
            let pool = pool.clone();
            std::thread::spawn(move || {
                for _ in 0..50 {
                    let seen = claim(company).scope_bound_pooled(&pool, |db: &mut Db<'_>| {
                        QueryResult::Ok(ids(raw(db), "ads"))
                    });
                    assert_eq!(seen.unwrap(), Ok(vec![company * 10]));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
