//! The ways to ask.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::rls::{BoundConnection, BoundSession};
use tenant_core::{Claim, VerifiedTenant, danger};

use crate::Outcome;
use crate::database::Place;
use crate::processor::server_process;
use crate::questions::{Ask, Db, Question};

/// Asks one after the other, and says how long each took.
pub(crate) type Run = Box<dyn FnMut(&[Ask], &mut Vec<Duration>) -> Outcome<i64>>;

/// A way to ask.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// What it is compared with.
    pub(crate) beside: Option<&'static str>,
    pub(crate) run: Run,
    /// The server's process that answers.
    pub(crate) server: i32,
}

pub(crate) const BY_HAND: &str = "by hand";
pub(crate) const TRANSACTION: &str = "by hand, in a transaction";

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
            beside: None,
            run: each(move |ask| Ok(Q::by_hand(&mut by_hand, ask)?)),
            server: one,
        },
        Way {
            name: TRANSACTION,
            beside: None,
            run: each(move |ask| Ok(transaction.transaction(|conn| Q::by_hand(conn, ask))?)),
            server: two,
        },
        Way {
            name: "`scope`",
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
            beside: Some(TRANSACTION),
            run: each(move |ask| {
                let scope = |db: &mut Db<'_>| Q::scoped(db, ask);
                Ok(claim(ask.company).scope_bound(&mut plain, scope)?)
            }),
            server: one,
        },
        Way {
            name: "`scope_bound`, `BoundConnection`",
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
            beside: Some(BY_HAND),
            run: Box::new(move |asks, times| session::<Q>(&mut same, asks.iter(), times)),
            server: one,
        },
        Way {
            name: "`BoundSession`, another tenant each time",
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
            beside: Some(TRANSACTION),
            run: each(move |ask| {
                let scope = |db: &mut Db<'_>| Ok(Q::bare(raw(db)?, ask)?);
                claim(ask.company).scope_bound(&mut bound, scope)
            }),
            server: one,
        },
        Way {
            name: "policies alone, bound by hand with `set_config`",
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
