//! Scopes that follow one another, run side by side, or lend each other statements.

use std::thread;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::Error;
use tenant_core::prelude::*;
use tenant_core::select::WrapsScoped;

use super::harness::*;
use super::outcome::*;
use super::{connect, connect_again};
use crate::models::*;
use crate::schema::*;
use crate::seed::{ACME, BOLT};

fn campaigns_of(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Campaign::for_tenant(db.tenant())
        .order(campaigns::id)
        .select(campaigns::id)
        .load(db)
}

const ACMES: [i64; 3] = [11, 12, 13];
const BOLTS: [i64; 2] = [21, 22];

/// One connection, one type of statement, two tenants by turns.
#[test]
fn a9_a_cached_statement_serves_each_tenant_its_own() -> OwnRowsOnly {
    let mut conn = connect();
    let mut last = Ok(Vec::new());
    for _ in 0..3 {
        let bolts = claim(BOLT).scope(&mut conn, |db| campaigns_of(db));
        assert_eq!(bolts, Ok(BOLTS.to_vec()));
        last = claim(ACME).scope(&mut conn, |db| campaigns_of(db));
    }
    OwnRowsOnly::found(last, ACMES)
}

/// Two threads, each in a scope of its own, at the same time.
#[test]
fn a4_scopes_in_two_threads_do_not_mix() -> OwnRowsOnly {
    let mut mine = connect();
    let mut others = connect_again();
    let turns = 0..50;
    thread::scope(|threads| {
        threads.spawn(|| {
            for _ in turns.clone() {
                let seen = claim(BOLT).scope(&mut others, |db: &mut Db<'_>| campaigns_of(db));
                assert_eq!(seen, Ok(BOLTS.to_vec()));
            }
        });
        let mut last = Ok(Vec::new());
        for _ in turns.clone() {
            last = claim(ACME).scope(&mut mine, |db| campaigns_of(db));
            assert_eq!(last, Ok(ACMES.to_vec()));
        }
        OwnRowsOnly::found(last, ACMES)
    })
}

/// A worker whose last job failed in the middle of a transaction.
#[test]
fn a5_a_failed_job_leaves_its_tenant_behind() -> OwnRowsOnly {
    let mut conn = connect();
    let failed: QueryResult<()> = claim(BOLT).scope(&mut conn, |db: &mut Db<'_>| {
        db.transaction(|db| {
            db.delete(ads::table).execute(db)?;
            Err(Error::RollbackTransaction)
        })
    });
    assert_eq!(failed, Err(Error::RollbackTransaction));
    OwnRowsOnly::found(claim(ACME).scope(&mut conn, |db| campaigns_of(db)), ACMES)
}

/// The connection of a pool carries nothing from one scope to the next.
#[test]
fn a7_a_pooled_connection_forgets_its_tenant() -> OwnRowsOnly {
    let pool = super::super::pool(1);
    let bolts = claim(BOLT).scope_pooled(&pool, |db: &mut Db<'_>| campaigns_of(db));
    assert_eq!(bolts.unwrap(), Ok(BOLTS.to_vec()));
    let acmes = claim(ACME).scope_pooled(&pool, |db: &mut Db<'_>| campaigns_of(db));
    OwnRowsOnly::found(acmes.unwrap(), ACMES)
}

#[test]
fn h7_a_rollback_does_not_change_the_tenant() -> OwnRowsOnly {
    as_acme(|db| {
        let rolled_back: QueryResult<()> = db.transaction(|db| {
            db.delete(replies::table).execute(db)?;
            Err(Error::RollbackTransaction)
        });
        assert_eq!(rolled_back, Err(Error::RollbackTransaction));
        OwnRowsOnly::found(campaigns_of(db), ACMES)
    })
}

#[test]
fn h9_a_scope_inside_a_transaction_of_another_keeps_both_apart() -> OwnRowsOnly {
    let mut outer = connect();
    let mut inner = connect_again();
    claim(ACME).scope(&mut outer, |db: &mut Db<'_>| {
        let seen = db.transaction(|db| {
            let bolts = claim(BOLT).scope(&mut inner, |db: &mut Db<'_>| campaigns_of(db))?;
            assert_eq!(bolts, BOLTS);
            campaigns_of(db)
        });
        OwnRowsOnly::found(seen, ACMES)
    })
}

/// A node around a statement, honest in itself.
#[derive(QueryId)]
struct Around<Q>(Q);

impl<Q> WrapsScoped for Around<Q> {}

impl<Q: Query> Query for Around<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Around<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

/// The closure that ignores the scoped statement that it is given, and returns one
/// that it kept from another scope.
#[test]
fn c9_a_closure_that_ignores_the_scoped_statement() -> Refused {
    let mut conn = connect();
    let mut kept = None;
    claim(BOLT).scope(&mut conn, |db: &mut Db<'_>| {
        let bolts = Campaign::for_tenant(db.tenant()).wrap(|inside| {
            kept = Some(inside.clone());
            Around(inside)
        });
        assert_eq!(bolts.load::<Campaign>(db).map(|rows| rows.len()), Ok(2));
    });
    let kept = kept.unwrap();
    claim(ACME).scope(&mut conn, |db: &mut Db<'_>| {
        let swapped = Campaign::for_tenant(db.tenant()).wrap(|_| Around(kept));
        let refused = Refused::before_it_was_sent(swapped.load::<Campaign>(db));
        let own = Campaign::for_tenant(db.tenant()).wrap(Around);
        assert_eq!(own.load::<Campaign>(db).map(|rows| rows.len()), Ok(3));
        refused
    })
}
