//! A pool of clients before the pool of connections.

use diesel::connection::CacheSize;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error as PoolError, Pool};
use tenant_core::rls::BoundManager;

use super::assert_nobody_bound;
use crate::database::*;

#[derive(Debug)]
struct Unprepared;

impl CustomizeConnection<PgConnection, PoolError> for Unprepared {
    fn on_acquire(&self, conn: &mut PgConnection) -> Result<(), PoolError> {
        conn.set_prepared_statement_cache_size(CacheSize::Disabled);
        Ok(())
    }
}

const COMPANIES: [i64; 6] = [1, 2, 1, 2, 1, 2];

#[test]
fn of_plain_connections() {
    let database = Database::walled();
    let pool = Pool::builder()
        .max_size(3)
        .connection_customizer(Box::new(Unprepared))
        .build(ConnectionManager::<PgConnection>::new(
            database.pooled_url(),
        ))
        .unwrap();
    std::thread::scope(|threads| {
        for company in COMPANIES {
            let pool = &pool;
            threads.spawn(move || {
                for _ in 0..50 {
                    let seen = claim(company).scope_bound_pooled(pool, |db: &mut Db<'_>| {
                        QueryResult::Ok(ids(raw(db), "ads"))
                    });
                    assert_eq!(seen.unwrap(), Ok(vec![company * 10]));
                }
            });
        }
    });
    assert_nobody_bound(&mut pool.get().unwrap());
}

#[test]
fn of_connections_that_asked() {
    let database = Database::walled();
    let manager =
        BoundManager::new(database.pooled_url()).prepared_statement_cache_size(CacheSize::Disabled);
    let pool = Pool::builder().max_size(3).build(manager).unwrap();
    std::thread::scope(|threads| {
        for company in COMPANIES {
            let pool = &pool;
            threads.spawn(move || {
                for _ in 0..50 {
                    let seen = claim(company).scope_bound_pooled(pool, |db: &mut Db<'_>| {
                        QueryResult::Ok(ids(raw(db), "ads"))
                    });
                    assert_eq!(seen.unwrap(), Ok(vec![company * 10]));
                }
            });
        }
    });
    assert_nobody_bound(&mut database.pooled());
}
