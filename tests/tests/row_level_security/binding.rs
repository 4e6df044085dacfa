//! Who is bound, and for how long: transactions.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::result::Error;
use tenant_core::prelude::*;
use tenant_core::rls::RoleBypassesPolicies;

use crate::database::*;
use crate::schema::{Handle, ads, notes};

fn stop<T>() -> T {
    std::panic::resume_unwind(Box::new("a panic in a test"))
}

fn pool(database: &Database, size: u32) -> Pool<ConnectionManager<PgConnection>> {
    let manager = ConnectionManager::new(database.app_url());
    Pool::builder().max_size(size).build(manager).unwrap()
}

#[test]
fn a_binding_ends_with_its_transaction() {
    let database = Database::walled();
    let mut conn = database.app();
    as_acme(&mut conn, |conn| assert_eq!(ids(conn, "ads"), [10]));
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    bound_to(2, &mut conn, |conn| assert_eq!(ids(conn, "ads"), [20]));
    let failed: QueryResult<()> = claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
        raw(db).batch_execute("DELETE FROM ads")?;
        Err(Error::RollbackTransaction)
    });
    assert_eq!(failed, Err(Error::RollbackTransaction));
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    as_acme(&mut conn, |conn| assert_eq!(ids(conn, "ads"), [10]));
}

#[test]
fn scoped_statements_run_on_it() {
    let database = Database::walled();
    let mut conn = database.app();
    let names: QueryResult<Vec<String>> = claim(2_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
        db.insert_into(ads::table)
            .values((ads::id.eq(22), ads::name.eq("b2")))
            .execute(db)?;
        ads::table
            .for_tenant(db.tenant())
            .order(ads::id)
            .select(ads::name)
            .load(db)
    });
    assert_eq!(names.unwrap(), ["b0", "b2"]);
}

#[test]
fn it_takes_as_many_messages_as_a_plain_transaction() {
    let database = Database::walled();
    let mut conn = database.app();
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { .. } = event {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let mut plain = 0;
    let mut bound = 0;
    // The second time round, when the statement is prepared.
    for _ in 0..2 {
        sent.store(0, Ordering::Relaxed);
        let names = conn.transaction(|conn| ads::table.select(ads::name).load::<String>(conn));
        assert_eq!(names.unwrap(), [""; 0]);
        plain = sent.load(Ordering::Relaxed);

        sent.store(0, Ordering::Relaxed);
        let names: QueryResult<Vec<String>> =
            claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
                ads::table
                    .for_tenant(db.tenant())
                    .select(ads::name)
                    .load(db)
            });
        assert_eq!(names.unwrap(), ["a0"]);
        bound = sent.load(Ordering::Relaxed);
    }
    assert_eq!((plain, bound), (3, 3));
}

#[test]
fn a_role_that_bypasses_policies_is_not_bound() {
    let database = Database::walled();
    let mut superuser = database.superuser();
    let role = format!("walled_{}_reader", std::process::id());
    superuser
        .batch_execute(&format!(
            "CREATE ROLE {role} BYPASSRLS; GRANT USAGE ON SCHEMA tenant_core TO {role}"
        ))
        .unwrap();
    let mut bypass = database.superuser();
    bypass.batch_execute(&format!("SET ROLE {role}")).unwrap();
    let mut unforced = database.owner();
    unforced
        .batch_execute("ALTER TABLE tenant_core.subject NO FORCE ROW LEVEL SECURITY")
        .unwrap();
    for conn in [&mut superuser, &mut bypass, &mut unforced] {
        let error = claim(1_i64)
            .scope_bound(conn, |_: &mut Db<'_>| -> QueryResult<()> {
                panic!("is not called")
            })
            .unwrap_err();
        match error {
            Error::QueryBuilderError(error) => {
                assert!(error.is::<RoleBypassesPolicies>(), "{error}")
            }
            error => panic!("{error}"),
        }
        // The connection is in no transaction and in order.
        assert_eq!(numbers(conn, "SELECT 1::bigint"), [1]);
        assert_eq!(conn.transaction(|_| QueryResult::Ok(1)), Ok(1));
    }
    superuser
        .batch_execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"))
        .unwrap();
}

#[test]
fn a_binding_that_fails_calls_nothing_and_leaves_nothing() {
    let database = Database::walled();
    let mut conn = database.app();
    // No text can be empty, which is what a setting is that was not set.
    let empty = claim(Handle(String::new()));
    let result = empty.scope_bound(&mut conn, |_| -> QueryResult<()> {
        panic!("is not called")
    });
    assert!(
        matches!(result, Err(Error::SerializationError(..))),
        "{result:?}"
    );
    assert_eq!(numbers(&mut conn, "SELECT 1::bigint"), [1]);

    let bare = Database::bare();
    let mut conn = bare.app();
    for _ in 0..2 {
        let result = claim(1_i64).scope_bound(&mut conn, |_: &mut Db<'_>| -> QueryResult<()> {
            panic!("is not called")
        });
        assert!(
            matches!(result, Err(Error::DatabaseError(..))),
            "{result:?}"
        );
        assert_eq!(numbers(&mut conn, "SELECT 1::bigint"), [1]);
    }
}

#[test]
fn a_key_is_never_text_of_the_statement() {
    let database = Database::walled();
    let mut conn = database.app();
    for handle in [
        "it's",
        "'; DROP TABLE ads; --",
        "\\",
        "\\'",
        "$tenant_core$",
        "{}",
        "%L",
        "名",
        "\u{1F980} ",
        " ",
        "a\nb",
    ] {
        let org = claim(Handle(handle.to_owned()));
        let bound: QueryResult<String> = org.scope_bound(&mut conn, |db| {
            diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>(
                "tenant_core.key_org()",
            ))
            .get_result(raw(db))
        });
        assert_eq!(bound.unwrap(), handle);
    }
    for company in [i64::MIN, -1, 0, i64::MAX] {
        bound_to(company, &mut conn, |conn| {
            assert_eq!(numbers(conn, "SELECT tenant_core.key_i64()"), [company]);
        });
    }
}

#[test]
fn in_a_transaction_of_somebody_elses_it_is_a_savepoint() {
    let database = Database::walled();
    let mut conn = database.app();
    conn.begin_test_transaction().unwrap();
    for _ in 0..2 {
        as_acme(&mut conn, |conn| assert_eq!(ids(conn, "ads"), [10]));
        assert_eq!(ids(&mut conn, "ads"), [0; 0]);
        let failed: QueryResult<()> = claim(2_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
            raw(db).batch_execute("DELETE FROM ads")?;
            Err(Error::RollbackTransaction)
        });
        assert_eq!(failed, Err(Error::RollbackTransaction));
        assert_eq!(ids(&mut conn, "ads"), [0; 0]);
    }
    bound_to(2, &mut conn, |conn| assert_eq!(ids(conn, "ads"), [20]));
    let panicked = catch_unwind(AssertUnwindSafe(|| as_acme(&mut conn, |_| stop::<()>())));
    assert!(panicked.is_err());
    assert_eq!(ids(&mut conn, "ads"), [0; 0]);
}

/// A savepoint that stayed open would be what the transaction's end ends.
#[test]
fn a_key_that_is_none_leaves_a_transaction_of_somebody_elses_alone() {
    let database = Database::walled();
    let mut conn = database.app();
    let committed = conn.transaction(|conn| {
        as_acme(conn, |conn| {
            conn.batch_execute("INSERT INTO ads VALUES (15, 1, NULL, 'a5')")
        })?;
        let none = claim(Handle(String::new()));
        let refused: QueryResult<()> = none.scope_bound(conn, |_| panic!("is not called"));
        assert!(matches!(refused, Err(Error::SerializationError(_))));
        QueryResult::Ok(())
    });
    assert_eq!(committed, Ok(()));
    assert_eq!(ids(&mut database.superuser(), "ads"), [10, 15, 20]);
}

#[test]
fn savepoints_inside_leave_it_bound() {
    let database = Database::walled();
    let mut conn = database.app();
    let result: QueryResult<()> = claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
        let seen = |db: &mut Db<'_>| assert_eq!(ids(raw(db), "ads"), [10]);
        let failed: QueryResult<()> = db.transaction(|db| {
            seen(db);
            raw(db).batch_execute("SELECT 1 / 0")
        });
        assert!(failed.is_err());
        seen(db);
        db.transaction(|db| {
            seen(db);
            QueryResult::Ok(())
        })?;
        seen(db);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn a_panic_leaves_no_connection_bound() {
    let database = Database::walled();
    let pool = pool(&database, 1);
    for in_savepoint in [false, true] {
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            claim(1_i64).scope_bound_pooled(&pool, |db: &mut Db<'_>| {
                raw(db).batch_execute("UPDATE ads SET name = 'x'")?;
                if in_savepoint {
                    db.transaction(|_| stop())
                } else {
                    stop::<QueryResult<()>>()
                }
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(ids(&mut pool.get().unwrap(), "ads"), [0; 0]);
        let names = claim(1_i64).scope_bound_pooled(&pool, |db: &mut Db<'_>| {
            ads::table
                .for_tenant(db.tenant())
                .select(ads::name)
                .load::<String>(db)
        });
        assert_eq!(names.unwrap(), Ok(vec!["a0".to_owned()]));
    }
}

/// It is called while `BEGIN`, `COMMIT` and `ROLLBACK` are on their way. The connection
/// goes back to the pool when nothing panics any more.
#[test]
fn a_panic_of_the_instrumentation_leaves_no_connection_bound() {
    let database = Database::walled();
    for (ends_well, text) in [(true, "BEGIN"), (true, "COMMIT"), (false, "ROLLBACK")] {
        for sent in [false, true] {
            let pool = pool(&database, 1);
            let mut conn = pool.get().unwrap();
            conn.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
                InstrumentationEvent::StartQuery { query, .. } if !sent => {
                    assert!(!query.to_string().starts_with(text));
                }
                InstrumentationEvent::FinishQuery { query, .. } if sent => {
                    assert!(!query.to_string().starts_with(text));
                }
                _ => {}
            });
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                claim(1_i64).scope_bound(&mut *conn, |_: &mut Db<'_>| {
                    if ends_well {
                        Ok(())
                    } else {
                        Err(Error::RollbackTransaction)
                    }
                })
            }));
            assert!(panicked.is_err());
            drop(conn);
            let mut conn = pool.get().unwrap();
            assert_eq!(ids(&mut conn, "ads"), [0; 0], "{text}, sent: {sent}");
        }
    }
}

#[test]
fn a_killed_server_process_leaves_no_connection_bound() {
    let database = Database::walled();
    let (pool, mut superuser) = (pool(&database, 1), database.superuser());
    for _ in 0..3 {
        let result = claim(1_i64)
            .scope_bound_pooled(&pool, |db: &mut Db<'_>| -> QueryResult<()> {
                let pid = numbers(raw(db), "SELECT pg_backend_pid()::bigint")[0];
                numbers(
                    &mut superuser,
                    &format!("SELECT pg_terminate_backend({pid}, 5000)::int::bigint"),
                );
                raw(db).batch_execute("SELECT 1")
            })
            .unwrap();
        assert!(result.is_err());
        assert_eq!(ids(&mut pool.get().unwrap(), "ads"), [0; 0]);
        let seen = claim(2_i64).scope_bound_pooled(&pool, |db: &mut Db<'_>| {
            QueryResult::Ok(ids(raw(db), "ads"))
        });
        assert_eq!(seen.unwrap(), Ok(vec![20]));
    }
}

/// The policy is looked at before the column is.
#[test]
fn a_row_under_another_tenants_parent_lacks_its_parent() {
    let database = Database::walled();
    let mut conn = database.app();
    for parent in [20_i64, 99] {
        for batch in [false, true] {
            let inserted = claim(1_i64).scope_bound(&mut conn, |db: &mut Db<'_>| {
                let row = (
                    notes::id.eq(12),
                    notes::campaign_id.eq(parent),
                    notes::name.eq("x"),
                );
                let insert = db.insert_into(notes::table);
                if batch {
                    let insert = insert.values(vec![row]).returning(notes::id);
                    insert.load::<i64>(db).map(drop)
                } else {
                    insert.values(row).execute(db).map(drop)
                }
            });
            match inserted.unwrap_err() {
                Error::QueryBuilderError(error) => {
                    assert!(error.is::<tenant_core::write::MissingParent>(), "{error}");
                }
                error => panic!("{error:?}"),
            }
        }
    }
}

/// A policy of the user's own on the same table is not about the parent.
#[test]
fn a_row_that_another_policy_refuses_has_that_policys_error() {
    let database = Database::walled();
    database
        .owner()
        .batch_execute("CREATE POLICY short ON notes AS RESTRICTIVE USING (length(name) < 3)")
        .unwrap();
    let refused = claim(1_i64).scope_bound(&mut database.app(), |db: &mut Db<'_>| {
        let row = (
            notes::id.eq(12),
            notes::campaign_id.eq(10),
            notes::name.eq("long"),
        );
        db.insert_into(notes::table).values(row).execute(db)
    });
    let error = refused.unwrap_err().to_string();
    assert!(error.contains("policy \"short\""), "{error}");
}
