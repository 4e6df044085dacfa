//! The ways to ask.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::rls::{BoundConnection, BoundSession, PlanCacheMode};
use tenant_core::{Claim, VerifiedTenant, danger};

use crate::Outcome;
use crate::database::{CONSTANT, Place};
use crate::processor::server_process;
use crate::questions::{Ask, Db, Question};

/// Asks one after the other, and says how long each took.
pub(crate) type Run = Box<dyn FnMut(&[Ask], &mut Vec<Duration>) -> Outcome<i64>>;

/// A way to ask.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// What it is compared with.
    pub(crate) beside: Option<&'static str>,
    /// Does it ask one tenant for all, and so have an answer of its own?
    pub(crate) floor: bool,
    pub(crate) run: Run,
    /// The server's process that answers.
    pub(crate) server: i32,
}

pub(crate) const BY_HAND: &str = "by hand";
pub(crate) const TRANSACTION: &str = "by hand, in a transaction";
const GENERIC: &str = "by hand, generic plans";
const GENERIC_TRANSACTION: &str = "by hand, in a transaction, generic plans";
const GENERIC_PLANS: &str = "SET plan_cache_mode = force_generic_plan";

/// What a session middleware hands on.
struct Session(i64);

impl VerifiedTenant for Session {
    type Key = i64;
    const METHOD: &'static str = "a benchmark";

    fn into_tenant_key(self) -> i64 {
        self.0
    }
}

/// Once for each question, as is done for each request.
pub(crate) fn claim(company: i64) -> Claim<i64> {
    Claim::verified(Session(company))
}

pub(crate) fn raw<'a>(db: &'a mut Db<'_>) -> Outcome<&'a mut PgConnection> {
    Ok(danger::raw_connection(
        db,
        "policies alone, in a benchmark",
    )?)
}

/// Times each question on its own.
fn each(mut ask: impl FnMut(Ask) -> Outcome<i64> + 'static) -> Run {
    Box::new(move |asks, times| {
        let mut sum = 0;
        for one in asks {
            let start = Instant::now();
            sum += ask(*one)?;
            times.push(start.elapsed());
        }
        Ok(sum)
    })
}

pub(crate) fn ways<Q: Question + 'static>(place: &Place) -> Outcome<Vec<Way>> {
    let mut ways = without_policies::<Q>(&place.plain)?;
    ways.extend(transactions::<Q>(&place.walled)?);
    ways.extend(sessions::<Q>(&place.walled)?);
    ways.extend(policies_alone::<Q>(&place.walled)?);
    ways.extend(floor::<Q>(place)?);
    ways.extend(generic::<Q>(place)?);
    ways.extend(generic_by_hand::<Q>(&place.plain)?);
    Ok(ways)
}

/// With the server's process behind it.
fn connect(url: &str) -> Outcome<(PgConnection, i32)> {
    let mut conn = PgConnection::establish(url)?;
    let server = server_process(&mut conn)?;
    Ok((conn, server))
}

fn without_policies<Q: Question>(url: &str) -> Outcome<Vec<Way>> {
    let ((mut by_hand, one), (mut transaction, two)) = (connect(url)?, connect(url)?);
    let (mut scoped, three) = connect(url)?;
    Ok(vec![
        Way {
            name: BY_HAND,
            floor: false,
            beside: None,
            run: each(move |ask| Ok(Q::by_hand(&mut by_hand, ask)?)),
            server: one,
        },
        Way {
            name: TRANSACTION,
            floor: false,
            beside: None,
            run: each(move |ask| Ok(transaction.transaction(|conn| Q::by_hand(conn, ask))?)),
            server: two,
        },
        Way {
            name: "`scope`",
            floor: false,
            beside: Some(BY_HAND),
            run: each(move |ask| {
                Ok(claim(ask.company).scope(&mut scoped, |db| Q::scoped(db, ask))?)
            }),
            server: three,
        },
    ])
}

fn transactions<Q: Question>(url: &str) -> Outcome<Vec<Way>> {
    let ((mut plain, one), (asked, two)) = (connect(url)?, connect(url)?);
    let mut asked = BoundConnection::new(asked)?;
    Ok(vec![
        Way {
            name: "`scope_bound`, plain connection",
            floor: false,
            beside: Some(TRANSACTION),
            run: each(move |ask| {
                let scope = |db: &mut Db<'_>| Q::scoped(db, ask);
                Ok(claim(ask.company).scope_bound(&mut plain, scope)?)
            }),
            server: one,
        },
        Way {
            name: "`scope_bound`, `BoundConnection`",
            floor: false,
            beside: Some(TRANSACTION),
            run: each(move |ask| {
                let scope = |db: &mut Db<'_>| Q::scoped(db, ask);
                Ok(claim(ask.company).scope_bound(&mut asked, scope)?)
            }),
            server: two,
        },
    ])
}

fn sessions<Q: Question>(url: &str) -> Outcome<Vec<Way>> {
    let ((mut same, one), (mut another, two)) = (connect(url)?, connect(url)?);
    Ok(vec![
        Way {
            name: "`BoundSession`",
            floor: false,
            beside: Some(BY_HAND),
            run: Box::new(move |asks, times| session::<Q>(&mut same, asks.iter(), times)),
            server: one,
        },
        Way {
            name: "`BoundSession`, another tenant each time",
            floor: false,
            beside: Some(BY_HAND),
            run: Box::new(move |asks, times| {
                let half = asks.len() / 2;
                let (front, back) = asks.split_at(half);
                let turns = front.iter().zip(back).flat_map(|(one, other)| [one, other]);
                session::<Q>(&mut another, turns, times)
            }),
            server: two,
        },
    ])
}

fn session<'a, Q: Question>(
    conn: &mut PgConnection,
    asks: impl Iterator<Item = &'a Ask>,
    times: &mut Vec<Duration>,
) -> Outcome<i64> {
    BoundSession::with(conn, |session: &mut BoundSession<'_, PgConnection>| {
        let mut sum = 0;
        for ask in asks {
            let start = Instant::now();
            sum += session.scope(&claim(ask.company), |db: &mut Db<'_>| Q::scoped(db, *ask))??;
            times.push(start.elapsed());
        }
        Ok(sum)
    })
}

fn policies_alone<Q: Question>(url: &str) -> Outcome<Vec<Way>> {
    let ((bound, one), (mut by_hand, two)) = (connect(url)?, connect(url)?);
    let mut bound = BoundConnection::new(bound)?;
    Ok(vec![
        Way {
            name: "policies alone, in `scope_bound`",
            floor: false,
            beside: Some(TRANSACTION),
            run: each(move |ask| {
                let scope = |db: &mut Db<'_>| Ok(Q::bare(raw(db)?, ask)?);
                claim(ask.company).scope_bound(&mut bound, scope)
            }),
            server: one,
        },
        Way {
            name: "policies alone, bound by hand with `set_config`",
            floor: false,
            beside: Some(TRANSACTION),
            run: each(move |ask| {
                let found = by_hand.transaction(|conn| {
                    conn.batch_execute(&format!(
                        "SELECT set_config('tenant_core.i64', '{}', true)",
                        ask.company
                    ))?;
                    Q::bare(conn, ask)
                });
                Ok(found?)
            }),
            server: two,
        },
    ])
}

/// What is left with a constant in the place of the setting.
fn floor<Q: Question + 'static>(place: &Place) -> Outcome<Vec<Way>> {
    let ((by_hand, one), (asked, two)) = (connect(&place.plain)?, connect(&place.floor)?);
    let ((generic, three), (mut same, four)) = (connect(&place.floor)?, connect(&place.floor)?);
    let asked = BoundConnection::new(asked)?;
    let generic = BoundConnection::new(generic)?.plan_cache_mode(PlanCacheMode::ForceGenericPlan);
    let way = |name, beside, run, server| Way {
        name,
        beside,
        floor: true,
        run,
        server,
    };
    let transaction = |mut conn: BoundConnection| {
        each(move |ask| {
            let ask = ask.of(CONSTANT);
            let scope = |db: &mut Db<'_>| Q::scoped(db, ask);
            Ok(claim(ask.company).scope_bound(&mut conn, scope)?)
        })
    };
    let mut by_hand = by_hand;
    Ok(vec![
        way(
            "by hand, the floor's tenant",
            Some(BY_HAND),
            each(move |ask| Ok(Q::by_hand(&mut by_hand, ask.of(CONSTANT))?)),
            one,
        ),
        way(
            "floor of `scope_bound`",
            Some(TRANSACTION),
            transaction(asked),
            two,
        ),
        way(
            "floor of `scope_bound`, generic plans",
            Some(GENERIC_TRANSACTION),
            transaction(generic),
            three,
        ),
        way(
            "floor of `BoundSession`",
            Some(BY_HAND),
            Box::new(move |asks, times| {
                let asks: Vec<Ask> = asks.iter().map(|ask| ask.of(CONSTANT)).collect();
                session::<Q>(&mut same, asks.iter(), times)
            }),
            four,
        ),
    ])
}

/// One plan for all tenants and values.
fn generic<Q: Question>(place: &Place) -> Outcome<Vec<Way>> {
    let ((asked, one), (mut same, two)) = (connect(&place.walled)?, connect(&place.walled)?);
    let mut asked = BoundConnection::new(asked)?.plan_cache_mode(PlanCacheMode::ForceGenericPlan);
    same.batch_execute(GENERIC_PLANS)?;
    Ok(vec![
        Way {
            name: "`scope_bound`, `BoundConnection`, generic plans",
            beside: Some(GENERIC_TRANSACTION),
            floor: false,
            run: each(move |ask| {
                let scope = |db: &mut Db<'_>| Q::scoped(db, ask);
                Ok(claim(ask.company).scope_bound(&mut asked, scope)?)
            }),
            server: one,
        },
        Way {
            name: "`BoundSession`, generic plans",
            beside: Some(GENERIC),
            floor: false,
            run: Box::new(move |asks, times| session::<Q>(&mut same, asks.iter(), times)),
            server: two,
        },
    ])
}

fn generic_by_hand<Q: Question>(url: &str) -> Outcome<Vec<Way>> {
    let ((mut by_hand, one), (mut transaction, two)) = (connect(url)?, connect(url)?);
    by_hand.batch_execute(GENERIC_PLANS)?;
    transaction.batch_execute(GENERIC_PLANS)?;
    Ok(vec![
        Way {
            name: GENERIC,
            beside: Some(BY_HAND),
            floor: false,
            run: each(move |ask| Ok(Q::by_hand(&mut by_hand, ask)?)),
            server: one,
        },
        Way {
            name: GENERIC_TRANSACTION,
            beside: Some(TRANSACTION),
            floor: false,
            run: each(move |ask| Ok(transaction.transaction(|conn| Q::by_hand(conn, ask))?)),
            server: two,
        },
    ])
}
