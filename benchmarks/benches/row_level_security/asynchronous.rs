//! The ways to ask without blocking.

use std::future::Future;
use std::rc::Rc;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use tenant_core::AsyncTenantConnection;
use tenant_core::prelude::*;
use tenant_core::rls::{AsyncBoundConnection, AsyncBoundSession};
use tokio::runtime::{Builder, Runtime};

use crate::Outcome;
use crate::database::Place;
use crate::questions::{Ask, Find, LENGTH, List, Question, Row, campaigns, sum};
use crate::ways::{Run, Way, claim};

type Db<'t> = AsyncTenantConnection<'t, AsyncPgConnection, i64>;

const BY_HAND: &str = "async, by hand";
const TRANSACTION: &str = "async, by hand, in a transaction";

/// The same question, asked without blocking.
pub(crate) trait AsyncQuestion: Question + 'static {
    fn asked_by_hand(
        conn: &mut AsyncPgConnection,
        ask: Ask,
    ) -> impl Future<Output = QueryResult<i64>> + Send;

    fn asked_scoped(db: &mut Db<'_>, ask: Ask) -> impl Future<Output = QueryResult<i64>> + Send;
}

impl AsyncQuestion for Find {
    async fn asked_by_hand(conn: &mut AsyncPgConnection, ask: Ask) -> QueryResult<i64> {
        campaigns::table
            .filter(campaigns::company_id.eq(ask.company))
            .filter(campaigns::id.eq(ask.id))
            .select(campaigns::budget)
            .get_result(conn)
            .await
    }

    async fn asked_scoped(db: &mut Db<'_>, ask: Ask) -> QueryResult<i64> {
        campaigns::table
            .for_tenant(db.tenant())
            .filter(campaigns::id.eq(ask.id))
            .select(campaigns::budget)
            .get_result_async(db)
            .await
    }
}

impl AsyncQuestion for List {
    async fn asked_by_hand(conn: &mut AsyncPgConnection, ask: Ask) -> QueryResult<i64> {
        let rows: Vec<Row> = campaigns::table
            .filter(campaigns::company_id.eq(ask.company))
            .order(campaigns::budget.desc())
            .limit(LENGTH)
            .select((campaigns::id, campaigns::name, campaigns::budget))
            .load(conn)
            .await?;
        Ok(sum(rows))
    }

    async fn asked_scoped(db: &mut Db<'_>, _: Ask) -> QueryResult<i64> {
        let rows: Vec<Row> = campaigns::table
            .for_tenant(db.tenant())
            .order(campaigns::budget.desc())
            .limit(LENGTH)
            .select((campaigns::id, campaigns::name, campaigns::budget))
            .load_async(db)
            .await?;
        Ok(sum(rows))
    }
}

pub(crate) fn ways<Q: AsyncQuestion>(place: &Place) -> Outcome<Vec<Way>> {
    let runtime = Rc::new(Builder::new_current_thread().enable_all().build()?);
    let mut ways = without_policies::<Q>(&runtime, place)?;
    ways.extend(transactions::<Q>(&runtime, place)?);
    ways.extend(statements::<Q>(&runtime, place)?);
    Ok(ways)
}

fn without_policies<Q: AsyncQuestion>(runtime: &Rc<Runtime>, place: &Place) -> Outcome<Vec<Way>> {
    let connect = |url: &str| runtime.block_on(connect(url));
    let (mut by_hand, one) = connect(&place.plain)?;
    let (mut transaction, two) = connect(&place.plain)?;
    let (mut scoped, three) = connect(&place.plain)?;
    Ok(vec![
        Way {
            name: BY_HAND,
            floor: false,
            beside: None,
            run: each(runtime, async move |ask| {
                Ok(Q::asked_by_hand(&mut by_hand, ask).await?)
            }),
            server: one,
        },
        Way {
            name: TRANSACTION,
            floor: false,
            beside: None,
            run: each(runtime, async move |ask| {
                let found = transaction.transaction(async |conn| Q::asked_by_hand(conn, ask).await);
                Ok(found.await?)
            }),
            server: two,
        },
        Way {
            name: "`scope_async`",
            floor: false,
            beside: Some(BY_HAND),
            run: each(runtime, async move |ask| {
                let claim = claim(ask.company);
                let found =
                    claim.scope_async(&mut scoped, async |db| Q::asked_scoped(db, ask).await);
                Ok(found.await?)
            }),
            server: three,
        },
    ])
}

fn transactions<Q: AsyncQuestion>(runtime: &Rc<Runtime>, place: &Place) -> Outcome<Vec<Way>> {
    let (mut plain, one) = runtime.block_on(connect(&place.walled))?;
    let (asked, two) = runtime.block_on(connect(&place.walled))?;
    let mut asked = runtime.block_on(AsyncBoundConnection::new(asked))?;
    Ok(vec![
        Way {
            name: "`scope_bound_async`, plain connection",
            floor: false,
            beside: Some(TRANSACTION),
            run: each(runtime, async move |ask| {
                let claim = claim(ask.company);
                let scope = async |db: &mut Db<'_>| Q::asked_scoped(db, ask).await;
                Ok(claim.scope_bound_async(&mut plain, scope).await?)
            }),
            server: one,
        },
        Way {
            name: "`scope_bound_async`, `AsyncBoundConnection`",
            floor: false,
            beside: Some(TRANSACTION),
            run: each(runtime, async move |ask| {
                let claim = claim(ask.company);
                let scope = async |db: &mut Db<'_>| Q::asked_scoped(db, ask).await;
                Ok(claim.scope_bound_async(&mut asked, scope).await?)
            }),
            server: two,
        },
    ])
}

fn statements<Q: AsyncQuestion>(runtime: &Rc<Runtime>, place: &Place) -> Outcome<Vec<Way>> {
    let (mut direct, server) = runtime.block_on(connect(&place.walled))?;
    let blocking = Rc::clone(runtime);
    Ok(vec![Way {
        name: "`AsyncBoundSession`",
        floor: false,
        beside: Some(BY_HAND),
        run: Box::new(move |asks, times| {
            Ok(blocking.block_on(session::<Q>(&mut direct, asks, times))?)
        }),
        server,
    }])
}

async fn session<Q: AsyncQuestion>(
    conn: &mut AsyncPgConnection,
    asks: &[Ask],
    times: &mut Vec<Duration>,
) -> QueryResult<i64> {
    AsyncBoundSession::with(conn, async |session: &mut AsyncBoundSession<'_>| {
        let mut sum = 0;
        for ask in asks {
            let start = Instant::now();
            let claim = claim(ask.company);
            let scope = async |db: &mut Db<'_>| Q::asked_scoped(db, *ask).await;
            sum += session.scope(&claim, scope).await??;
            times.push(start.elapsed());
        }
        Ok(sum)
    })
    .await
}

/// With the server's process behind it.
async fn connect(url: &str) -> Outcome<(AsyncPgConnection, i32)> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    let process = diesel::dsl::sql::<Integer>("pg_backend_pid()");
    let server = diesel::select(process).get_result(&mut conn).await?;
    Ok((conn, server))
}

/// Times each question on its own.
fn each(runtime: &Rc<Runtime>, mut ask: impl AsyncFnMut(Ask) -> Outcome<i64> + 'static) -> Run {
    let runtime = Rc::clone(runtime);
    Box::new(move |asks, times| {
        runtime.block_on(async {
            let mut sum = 0;
            for one in asks {
                let start = Instant::now();
                sum += ask(*one).await?;
                times.push(start.elapsed());
            }
            Ok(sum)
        })
    })
}
