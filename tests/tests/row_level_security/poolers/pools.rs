//! A pool of clients before the pool of connections.

use diesel::connection::CacheSize;
use diesel::prelude::*;
use diesel::r2d2::{
    ConnectionManager, CustomizeConnection, Error as PoolError, ManageConnection, Pool,
};
use tenant_core::prelude::*;
use tenant_core::rls::BoundManager;

use super::assert_nobody_bound;
use crate::database::*;
use crate::schema::ads;

/// The rows that raw SQL and a scoped statement see.
fn seen(db: &mut Db<'_>) -> QueryResult<(Vec<i64>, Vec<i64>)> {
    let scoped = ads::table
        .for_tenant(db.tenant())
        .select(ads::id)
        .load(db)?;
    Ok((ids(raw(db), "ads"), scoped))
}

/// Many visits of two companies.
///
/// The pools do not test their connections, because each that fails would be
/// replaced without a word.
fn crowd<M: ManageConnection>(
    pool: &Pool<M>,
    visit: impl Fn(&Pool<M>, i64) -> QueryResult<(Vec<i64>, Vec<i64>)> + Sync,
) {
    std::thread::scope(|threads| {
        for company in [1, 2, 1, 2, 1, 2] {
            let visit = &visit;
            threads.spawn(move || {
                let rows = vec![company * 10];
                for _ in 0..50 {
                    assert_eq!(visit(pool, company), Ok((rows.clone(), rows.clone())));
                }
            });
        }
    });
}

#[derive(Debug)]
struct Unprepared;

impl CustomizeConnection<PgConnection, PoolError> for Unprepared {
    fn on_acquire(&self, conn: &mut PgConnection) -> Result<(), PoolError> {
        conn.set_prepared_statement_cache_size(CacheSize::Disabled);
        Ok(())
    }
}

#[test]
fn of_plain_connections() {
    let database = Database::walled();
    let pool = Pool::builder()
        .max_size(3)
        .test_on_check_out(false)
        .connection_customizer(Box::new(Unprepared))
        .build(ConnectionManager::<PgConnection>::new(
            database.pooled_url(),
        ))
        .unwrap();
    crowd(&pool, |pool, company| {
        claim(company).scope_bound_pooled(pool, seen).unwrap()
    });
    assert_nobody_bound(&mut pool.get().unwrap());
}

#[test]
fn of_connections_that_asked() {
    let database = Database::walled();
    let manager =
        BoundManager::new(database.pooled_url()).prepared_statement_cache_size(CacheSize::Disabled);
    let pool = Pool::builder()
        .max_size(3)
        .test_on_check_out(false)
        .build(manager)
        .unwrap();
    crowd(&pool, |pool, company| {
        claim(company).scope_bound_pooled(pool, seen).unwrap()
    });
    assert_nobody_bound(&mut database.pooled());
}
