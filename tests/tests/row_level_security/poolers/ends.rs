//! However a scope ends, the connection that it shared is bound to nobody.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::{CacheSize, SimpleConnection};
use diesel::prelude::*;
use diesel::result::Error;

use super::{assert_nobody_bound, server_process, wire};
use crate::database::*;

fn stop() -> QueryResult<()> {
    std::panic::resume_unwind(Box::new("a panic in a test"))
}

type End = fn(&mut Db<'_>) -> QueryResult<()>;

const ENDS: &[(&str, End)] = &[
    ("Ok", |_| Ok(())),
    ("Err", |_| Err(Error::NotFound)),
    ("a rollback", |_| Err(Error::RollbackTransaction)),
    ("an error of the database's", |db| {
        raw(db).batch_execute("SELECT 1 / 0")
    }),
    ("an error that is not told", |db| {
        let _ = raw(db).batch_execute("SELECT 1 / 0");
        Ok(())
    }),
    ("a panic", |_| stop()),
    ("a panic after an error", |db| {
        let _ = raw(db).batch_execute("SELECT 1 / 0");
        stop()
    }),
    ("a savepoint that is released", |db| {
        db.transaction(|_| Ok(()))
    }),
    ("a savepoint that is rolled back", |db| {
        db.transaction(|_| Err(Error::RollbackTransaction))
    }),
    ("a panic in a savepoint", |db| db.transaction(|_| stop())),
    ("a commit by raw SQL", |db| raw(db).batch_execute("COMMIT")),
    ("a rollback by raw SQL", |db| {
        raw(db).batch_execute("ROLLBACK")
    }),
];

#[test]
fn it_is_bound_to_nobody() {
    let database = Database::walled();
    let mut nobody = database.pooled();
    for (end, f) in ENDS {
        let mut client = database.pooled();
        for _ in 0..2 {
            let _ = catch_unwind(AssertUnwindSafe(|| {
                claim(1_i64).scope_bound(&mut client, |db: &mut Db<'_>| {
                    assert_eq!(ids(raw(db), "ads"), [10], "{end}");
                    f(db)
                })
            }));
            println!("{end}");
            assert_nobody_bound(&mut nobody);
        }
    }
}

#[test]
fn inside_of_a_transaction_too() {
    let database = Database::walled();
    let mut nobody = database.pooled();
    for (end, f) in ENDS.iter().filter(|(end, _)| !end.contains("raw SQL")) {
        let mut client = database.pooled();
        let left: QueryResult<()> = client.transaction(|client| {
            let _ = catch_unwind(AssertUnwindSafe(|| {
                claim(1_i64).scope_bound(client, |db: &mut Db<'_>| {
                    assert_eq!(ids(raw(db), "ads"), [10], "{end}");
                    f(db)
                })
            }));
            println!("{end}");
            assert_nobody_bound(client);
            bound_to(2, client, |client| assert_eq!(ids(client, "ads"), [20]));
            Ok(())
        });
        assert!(left.is_ok(), "{end}: {left:?}");
        assert_nobody_bound(&mut nobody);
    }
}

/// A client whose machine is gone says neither `ROLLBACK` nor goodbye.
#[test]
fn a_client_that_vanishes_leaves_nobody_bound() {
    let database = Database::walled();
    let mut nobody = database.pooled();
    let (wire, url) = wire(&database);
    for round in 0..5 {
        let mut client = establish(&url);
        client.set_prepared_statement_cache_size(CacheSize::Disabled);
        let gone: QueryResult<()> = claim(1_i64).scope_bound(&mut client, |db: &mut Db<'_>| {
            let conn = raw(db);
            conn.batch_execute("UPDATE ads SET name = 'renamed'")?;
            if round % 2 == 0 {
                // The server is still at it.
                std::thread::scope(|threads| {
                    threads.spawn(|| {
                        std::thread::sleep(std::time::Duration::from_millis(50));
                        wire.cut();
                    });
                    conn.batch_execute("SELECT pg_sleep(0.2)")
                })
            } else {
                wire.cut();
                conn.batch_execute("SELECT 1")
            }
        });
        assert!(gone.is_err(), "the way was cut");
        assert_nobody_bound(&mut nobody);
        bound_to(2, &mut nobody, |conn| assert_eq!(ids(conn, "ads"), [20]));
    }
    let renamed = "SELECT count(*) FROM ads WHERE name = 'renamed'";
    bound_to(1, &mut nobody, |conn| {
        assert_eq!(numbers(conn, renamed), [0])
    });
}

#[test]
fn a_killed_server_process_leaves_nobody_bound() {
    let database = Database::walled();
    let (mut client, mut nobody) = (database.pooled(), database.pooled());
    let mut superuser = database.superuser();
    for _ in 0..3 {
        let killed: QueryResult<()> = claim(1_i64).scope_bound(&mut client, |db: &mut Db<'_>| {
            let process = server_process(raw(db));
            let kill = format!("SELECT pg_terminate_backend({process}, 5000)::int::bigint");
            assert_eq!(numbers(&mut superuser, &kill), [1]);
            raw(db).batch_execute("SELECT 1")
        });
        assert!(killed.is_err());
        assert_nobody_bound(&mut nobody);
        // PgBouncer closes the client's connection with the server's.
        client = database.pooled();
    }
}
