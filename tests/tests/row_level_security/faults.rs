//! Many tenants on few connections, and whatever can go wrong going wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, ManageConnection, Pool};
use diesel::result::Error;
use tenant_core::rls::{BoundManager, BoundSession};
use tenant_core::{Claim, danger};

use crate::database::*;

pub const TENANTS: i64 = 50;
pub const THREADS: u64 = 4;

/// `TENANT_TEST_CHECKOUTS` makes a longer run of it.
pub fn checkouts() -> u64 {
    let stated = std::env::var("TENANT_TEST_CHECKOUTS").ok();
    stated.map_or(1_000, |number| number.parse().unwrap())
}

pub fn filled() -> Database {
    let database = Database::walled();
    database
        .superuser()
        .batch_execute(&format!(
            "INSERT INTO companies SELECT t, 'company' FROM generate_series(3, {TENANTS}) t; \
             INSERT INTO ads SELECT 10 * t, t, NULL, 'ad' FROM generate_series(3, {TENANTS}) t"
        ))
        .unwrap();
    database
}

/// Numbers that are the same in each run (xorshift).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What happens in one scope. The rows that are seen are the tenant's own.
pub fn visit(
    conn: &mut PgConnection,
    killer: &mut PgConnection,
    company: i64,
    fate: u64,
) -> QueryResult<()> {
    let seen: Vec<i64> =
        diesel::dsl::sql::<diesel::sql_types::BigInt>("SELECT id FROM ads").load(conn)?;
    assert_eq!(seen, [company * 10]);
    match fate {
        0 => std::panic::resume_unwind(Box::new("a fault")),
        1 => Err(Error::RollbackTransaction),
        2 => conn.batch_execute("SELECT 1 / 0"),
        3 => {
            conn.batch_execute("UPDATE ads SET name = 'renamed'; SAVEPOINT mine; ROLLBACK TO mine")
        }
        4 => {
            let pid = numbers(conn, "SELECT pg_backend_pid()::bigint")[0];
            numbers(
                killer,
                &format!("SELECT pg_terminate_backend({pid}, 5000)::int::bigint"),
            );
            conn.batch_execute("SELECT 1")
        }
        5 => conn.transaction(|conn| conn.batch_execute("SELECT no_such_column FROM ads")),
        _ => Ok(()),
    }
}

pub fn claim_of(company: i64) -> Claim<i64> {
    danger::assume_tenant(company, "a test").unwrap()
}

fn run<M>(
    database: &Database,
    pool: &Pool<M>,
    each: impl Fn(&Pool<M>, &mut PgConnection, i64, u64) + Sync,
) where
    M: ManageConnection,
{
    std::thread::scope(|threads| {
        for thread in 0..THREADS {
            let (each, pool) = (&each, pool);
            let mut killer = database.superuser();
            threads.spawn(move || {
                let mut numbers = Numbers(0x9E37_79B9 + thread);
                for _ in 0..checkouts() / THREADS {
                    let company = 1 + numbers.below(TENANTS as u64) as i64;
                    let fate = numbers.below(40);
                    let _ =
                        catch_unwind(AssertUnwindSafe(|| each(pool, &mut killer, company, fate)))
                            .map_err(|panic| assert_eq!(panic.downcast_ref(), Some(&"a fault")));
                }
            });
        }
    });
}

#[test]
fn transactions_of_many_tenants_never_meet() {
    let database = filled();
    let plain = Pool::builder()
        .max_size(2)
        .build(ConnectionManager::<PgConnection>::new(database.app_url()))
        .unwrap();
    run(&database, &plain, |pool, killer, company, fate| {
        let visit = |db: &mut Db<'_>| visit(raw(db), killer, company, fate);
        let _ = claim_of(company).scope_bound_pooled(pool, visit).unwrap();
    });
    assert_eq!(ids(&mut plain.get().unwrap(), "ads"), [0; 0]);

    let asked = Pool::builder()
        .max_size(2)
        .build(BoundManager::new(database.app_url()))
        .unwrap();
    run(&database, &asked, |pool, killer, company, fate| {
        let visit = |db: &mut Db<'_>| visit(raw(db), killer, company, fate);
        let _ = claim_of(company).scope_bound_pooled(pool, visit).unwrap();
    });
}

#[test]
fn sessions_of_many_tenants_never_meet() {
    let database = filled();
    let pool = Pool::builder()
        .max_size(2)
        .build(ConnectionManager::<PgConnection>::new(database.app_url()))
        .unwrap();
    run(&database, &pool, |pool, killer, company, fate| {
        let mut conn = pool.get().unwrap();
        assert_eq!(
            ids(&mut conn, "ads"),
            [0; 0],
            "a connection came back bound"
        );
        BoundSession::with(
            &mut *conn,
            |session: &mut BoundSession<'_, PgConnection>| {
                for (company, fate) in [(company, 40), (company % TENANTS + 1, fate)] {
                    let visited = session.scope(&claim_of(company), |db: &mut Db<'_>| {
                        visit(raw(db), killer, company, fate)
                    });
                    assert!(visited.is_ok(), "{visited:?}");
                }
            },
        );
    });
}
