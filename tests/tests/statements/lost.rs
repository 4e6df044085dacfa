//! A server that hangs up inside a scope.

use diesel::prelude::*;
use diesel::result::Error;
use tenant_core::danger;
use tenant_core::prelude::*;

use super::harness::*;
use super::{Conn, connect, hang_up, pool};
use crate::models::*;
use crate::schema::*;
use crate::seed::ACME;

fn lose(db: &mut Db<'_>, others: &mut Conn) {
    let raw = danger::raw_connection(db, "to be told which connection it is").unwrap();
    hang_up(raw, others);
}

fn assert_lost<T: std::fmt::Debug>(result: QueryResult<T>) {
    let error = result.unwrap_err();
    assert!(
        matches!(
            error,
            Error::DatabaseError(..) | Error::BrokenTransactionManager
        ),
        "{error:?}"
    );
}

#[test]
fn a_lost_connection_is_an_error_and_the_pool_recovers() {
    let mut other = connect();
    let pool = pool(1);
    claim(ACME)
        .scope_pooled(&pool, |db: &mut Db<'_>| {
            lose(db, &mut other);
            assert_lost(Campaign::for_tenant(db.tenant()).load::<Campaign>(db));
        })
        .unwrap();
    let number: i64 = claim(ACME)
        .scope_pooled(&pool, |db: &mut Db<'_>| {
            Campaign::for_tenant(db.tenant()).count().get_result(db)
        })
        .unwrap()
        .unwrap();
    assert_eq!(number, 3);
}

#[test]
fn a_connection_lost_in_a_transaction_writes_nothing() {
    let mut other = connect();
    let before = rows(&mut other);
    let pool = pool(1);
    let result: QueryResult<usize> = claim(ACME)
        .scope_pooled(&pool, |db: &mut Db<'_>| {
            db.transaction(|db| {
                db.update(ads::table).set(ads::cost.eq(0)).execute(db)?;
                lose(db, &mut other);
                db.update(campaigns::table)
                    .set(campaigns::budget.eq(0))
                    .execute(db)
            })
        })
        .unwrap();
    assert_lost(result);
    assert_eq!(rows(&mut other), before);
    let number: i64 = claim(ACME)
        .scope_pooled(&pool, |db: &mut Db<'_>| {
            Ad::for_tenant(db.tenant())
                .filter(ads::cost.gt(0))
                .count()
                .get_result(db)
        })
        .unwrap()
        .unwrap();
    assert_eq!(number, 3);
}
