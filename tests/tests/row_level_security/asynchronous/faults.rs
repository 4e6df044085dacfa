//! Many tenants on few connections, and whatever can go wrong going wrong, between
//! any two awaits.

use std::future::Future;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, RunQueryDsl};
use futures_util::future::BoxFuture;
use tenant_core::rls::AsyncBoundSession;

use super::dropped::dropped_after;
use super::harness::*;
use crate::database::{Database, claim};
use crate::faults::{Numbers, TENANTS, checkouts, filled};

const TASKS: u64 = 4;

/// What happens in one scope. The rows that are seen are the tenant's own.
fn visit<'a, C>(
    conn: &'a mut C,
    database: &'a Database,
    company: i64,
    fate: u64,
) -> BoxFuture<'a, QueryResult<()>>
where
    C: AsyncConnection<Backend = Pg>,
{
    Box::pin(async move {
        let seen = diesel::dsl::sql::<BigInt>("SELECT id FROM ads").load::<i64>(conn);
        assert_eq!(seen.await?, [company * 10]);
        match fate {
            0 => std::panic::resume_unwind(Box::new("a fault")),
            1 => Err(Error::RollbackTransaction),
            2 => conn.batch_execute("SELECT 1 / 0").await,
            3 => {
                let statements =
                    "UPDATE ads SET name = 'renamed'; SAVEPOINT mine; ROLLBACK TO mine";
                conn.batch_execute(statements).await
            }
            4 => {
                kill(database, conn).await;
                conn.batch_execute("SELECT 1").await
            }
            5 => {
                conn.transaction(async |conn| {
                    conn.batch_execute("SELECT no_such_column FROM ads").await
                })
                .await
            }
            _ => Ok(()),
        }
    })
}

/// Runs `$each` of a company and its fate in `TASKS` tasks, and drops every tenth of
/// its futures after some polls.
macro_rules! run {
    ($database:ident, $each:expr) => {{
        let each = $each;
        let task = async |task: u64| {
            let mut numbers = Numbers(0x9E37_79B9 + task);
            for _ in 0..checkouts() / TASKS {
                let company = 1 + numbers.below(TENANTS as u64) as i64;
                let fate = numbers.below(40);
                let polls = match numbers.below(10) {
                    0 => numbers.below(12) as usize,
                    _ => usize::MAX,
                };
                caught(dropped_after(polls, each(company, fate))).await;
            }
        };
        tokio::join!(task(0), task(1), task(2), task(3));
        assert_nothing_open(&$database).await;
    }};
}

/// Lets no other panic than that of a fault through.
async fn caught<T>(work: impl Future<Output = T>) {
    use futures_util::FutureExt;
    let done = std::panic::AssertUnwindSafe(work).catch_unwind().await;
    if let Err(panic) = done
        && panic.downcast_ref() != Some(&"a fault")
    {
        std::panic::resume_unwind(panic);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_of_many_tenants_never_meet() {
    let database = filled();
    let (unknown, asked) = (plain(&database, 2), bb8(&database, 2).await);
    run!(database, async |company, fate| {
        let scope = async |db: &mut Db<'_>| visit(raw(db), &database, company, fate).await;
        claim(company)
            .scope_bound_pooled_async(&unknown, scope)
            .await
            .map(drop)
    });
    assert_unbound(&mut unknown.get().await.unwrap()).await;
    run!(database, async |company, fate| {
        let scope = async |db: &mut Db<'_>| visit(raw(db), &database, company, fate).await;
        claim(company)
            .scope_bound_pooled_async(&asked, scope)
            .await
            .map(drop)
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_of_many_tenants_never_meet() {
    let database = filled();
    let pool = plain(&database, 2);
    run!(database, async |company: i64, fate| {
        let mut conn = pool.get().await.unwrap();
        assert_unbound(&mut conn).await;
        AsyncBoundSession::with(&mut conn, async |session| {
            for (company, fate) in [(company, 40), (company % TENANTS + 1, fate)] {
                let tenant = claim(company);
                let visited = session.scope(&tenant, async |db: &mut Db<'_>| {
                    visit(raw(db), &database, company, fate).await
                });
                visited.await??;
            }
            QueryResult::Ok(())
        })
        .await
    });
}
