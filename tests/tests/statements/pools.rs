//! Scopes on connections from an r2d2 pool.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::harness::*;
use super::{connect, pool};
use crate::models::*;
use crate::schema::*;
use crate::seed::ACME;

fn names(db: &mut Db<'_>) -> Vec<String> {
    Campaign::for_tenant(db.tenant())
        .order(campaigns::id)
        .select(campaigns::name)
        .load(db)
        .unwrap()
}

fn rename(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::name.eq("x"))
        .execute(db)
}

const BEFORE: [&str; 3] = ["Spring", "Summer", "Spring"];

#[test]
fn a_scope_takes_a_connection_from_the_pool() {
    let _turn = connect();
    let pool = pool(1);
    for (company, expected) in [(1, 3), (2, 2), (1, 3)] {
        let names = claim(company).scope_pooled(&pool, |db| names(db)).unwrap();
        assert_eq!(names.len(), expected);
    }
    assert_eq!(pool.state().idle_connections, 1);
}

#[test]
fn an_exhausted_pool_is_an_error() {
    let _turn = connect();
    let pool = pool(1);
    let held = pool.get_timeout(Duration::from_secs(20)).unwrap();
    let error = claim(ACME)
        .scope_pooled(&pool, |_: &mut Db<'_>| panic!("no connection, no scope"))
        .map(|()| ())
        .unwrap_err();
    assert!(error.to_string().contains("timed out"), "{error}");
    drop(held);
    assert_eq!(
        claim(ACME).scope_pooled(&pool, |db| names(db)).unwrap(),
        BEFORE
    );
}

#[test]
fn a_panic_in_a_scope_hands_out_no_dirty_connection() {
    let _turn = connect();
    let pool = pool(1);
    for in_savepoint in [false, true] {
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            claim(ACME).scope_pooled(&pool, |db: &mut Db<'_>| {
                db.transaction(|db| {
                    rename(db)?;
                    if in_savepoint {
                        db.transaction(|db| {
                            rename(db)?;
                            stop()
                        })
                    } else {
                        stop()
                    }
                })
            })
        }));
        assert!(panicked.is_err());
        let after = claim(ACME).scope_pooled(&pool, |db| names(db)).unwrap();
        assert_eq!(after, BEFORE);
    }
}

fn stop() -> QueryResult<()> {
    std::panic::resume_unwind(Box::new("a panic in a test"))
}

#[test]
fn a_scope_that_ends_with_an_error_leaves_nothing() {
    let _turn = connect();
    let pool = pool(1);
    let result: QueryResult<()> = claim(ACME)
        .scope_pooled(&pool, |db: &mut Db<'_>| {
            db.transaction(|db| {
                rename(db)?;
                Err(Error::RollbackTransaction)
            })
        })
        .unwrap();
    assert_eq!(result, Err(Error::RollbackTransaction));
    assert_eq!(
        claim(ACME).scope_pooled(&pool, |db| names(db)).unwrap(),
        BEFORE
    );
}

#[test]
fn two_scopes_hold_two_connections() {
    let _turn = connect();
    let pool = pool(2);
    claim(1)
        .scope_pooled(&pool, |a: &mut Db<'_>| {
            claim(2)
                .scope_pooled(&pool, |b: &mut Db<'_>| {
                    assert_eq!(names(a), BEFORE);
                    assert_eq!(names(b).len(), 2);
                })
                .unwrap();
        })
        .unwrap();
}
