//! Transactions and savepoints inside a scope.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::{Connection, TransactionManager};
use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::prelude::*;

use super::harness::*;
use super::{Conn, connect};
use crate::models::*;
use crate::schema::*;
use crate::seed::ACME;

fn rename(db: &mut Db<'_>, name: &str) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::name.eq(name))
        .execute(db)
}

fn names(db: &mut Db<'_>) -> Vec<String> {
    Campaign::for_tenant(db.tenant())
        .order(campaigns::id)
        .select(campaigns::name)
        .load(db)
        .unwrap()
}

const BEFORE: [&str; 3] = ["Spring", "Summer", "Spring"];

fn depth(conn: &mut Conn) -> Option<u32> {
    type Manager = <Conn as Connection>::TransactionManager;
    Manager::transaction_manager_status_mut(conn)
        .transaction_depth()
        .unwrap()
        .map(u32::from)
}

#[test]
fn ok_commits() {
    as_acme(|db| {
        db.transaction(|db| rename(db, "x")).unwrap();
        assert_eq!(names(db), ["x", "x", "x"]);
    });
}

#[test]
fn err_rolls_back() {
    as_acme(|db| {
        let result: Result<(), Error> = db.transaction(|db| {
            rename(db, "x")?;
            Err(Error::RollbackTransaction)
        });
        assert_eq!(result, Err(Error::RollbackTransaction));
        assert_eq!(names(db), BEFORE);
    });
}

#[derive(Debug, PartialEq)]
enum Failure {
    Ours,
    Database(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

#[test]
fn an_error_of_ones_own_rolls_back() {
    as_acme(|db| {
        let result = db.transaction(|db| {
            rename(db, "x")?;
            Err::<(), _>(Failure::Ours)
        });
        assert_eq!(result, Err(Failure::Ours));
        assert_eq!(names(db), BEFORE);
    });
}

#[test]
fn a_savepoint_is_rolled_back_alone() {
    as_acme(|db| {
        db.transaction(|db| {
            rename(db, "outer")?;
            let inner: Result<(), Error> = db.transaction(|db| {
                rename(db, "inner")?;
                Err(Error::RollbackTransaction)
            });
            assert_eq!(inner, Err(Error::RollbackTransaction));
            Ok::<_, Error>(())
        })
        .unwrap();
        assert_eq!(names(db), ["outer", "outer", "outer"]);
    });
}

#[test]
fn a_failed_statement_rolls_its_transaction_back() {
    as_acme(|db| {
        let result = db.transaction(|db| {
            rename(db, "x")?;
            db.insert_into(campaigns::table)
                .values(NewCampaign::new(21, "taken"))
                .execute(db)
        });
        assert!(
            matches!(result, Err(Error::DatabaseError(..))),
            "{result:?}"
        );
        assert_eq!(names(db), BEFORE);
    });
}

#[test]
fn a_panic_rolls_back_and_leaves_the_connection_clean() {
    let mut conn = connect();
    let before = rows(&mut conn);
    let depth_before = depth(&mut conn);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        claim(ACME).scope(&mut conn, |db: &mut Db<'_>| {
            db.transaction(|db| {
                rename(db, "x")?;
                db.transaction(|db| {
                    rename(db, "y")?;
                    std::panic::resume_unwind(Box::new("a panic in a test"));
                    #[allow(unreachable_code, reason = "the type of the closure")]
                    Ok::<_, Error>(())
                })
            })
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(depth(&mut conn), depth_before);
    assert_eq!(rows(&mut conn), before);
    // And it goes on working.
    claim(ACME).scope(&mut conn, |db: &mut Db<'_>| {
        assert_eq!(rename(db, "z").unwrap(), 3);
    });
}

#[test]
fn a_panic_in_a_scope_by_guard_rolls_back() {
    let mut conn = connect();
    let before = rows(&mut conn);
    let claim = claim(ACME);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        tenant_core::scope_guard!(guard);
        let mut db = claim.enter(guard, &mut conn);
        db.transaction(|db| {
            db.update(campaigns::table)
                .set(campaigns::name.eq("x"))
                .execute(db)?;
            std::panic::resume_unwind(Box::new("a panic in a test"));
            #[allow(unreachable_code, reason = "the type of the closure")]
            Ok::<_, Error>(())
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(rows(&mut conn), before);
}

#[test]
fn two_scopes_share_one_transaction_of_the_caller() {
    let mut conn = connect();
    let before = rows(&mut conn);
    let result: Result<(), Error> = conn.transaction(|conn| {
        for company in [1, 2] {
            claim(company).scope(conn, |db: &mut Db<'_>| rename(db, "x"))?;
        }
        Err(Error::RollbackTransaction)
    });
    assert_eq!(result, Err(Error::RollbackTransaction));
    assert_eq!(rows(&mut conn), before);
}
