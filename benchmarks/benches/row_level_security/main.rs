//! What the wall in PostgreSQL costs: a million rows of a thousand tenants, by
//! hand and scoped, without policies and behind them.
//!
//! `cargo bench -p benchmarks --features row-level-security --bench row-level-security`,
//! with `-- find` for the questions with `find` in the name, and `-- shapes` for the plan
//! modes under tenants of different size. Fails where a plan is
//! not what it should be, or where two ways have different answers.

mod asynchronous;
mod database;
mod plans;
mod processor;
mod questions;
mod rounds;
mod shapes;
mod ways;

use std::env;
use std::error::Error;

use self::asynchronous::AsyncQuestion;
use self::database::Databases;
use self::questions::{Find, List};
use self::rounds::{FEW_ROUNDS, ROUNDS, Slow};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let filter: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let Some(databases) = Databases::create()? else {
        println!("Skipped: {} is not set.", database::SUPERUSER_URL);
        return Ok(());
    };
    question::<Find>(&databases, &filter)?;
    question::<List>(&databases, &filter)?;
    if filter.is_empty() || filter.iter().any(|part| "shapes".contains(part)) {
        shapes::report(&databases)?;
    }
    Ok(())
}

fn question<Q: AsyncQuestion>(databases: &Databases, filter: &[String]) -> Outcome<()> {
    if !filter.is_empty() && !filter.iter().any(|part| Q::NAME.contains(part)) {
        return Ok(());
    }
    let slow = Slow::before(databases)?;
    let round_trips = slow.round_trips::<Q>()?;
    for (transport, place, rounds) in [
        ("a local socket", &databases.socket, ROUNDS),
        ("TCP", &databases.tcp, ROUNDS),
        (
            "TCP, with answers a millisecond later",
            &slow.place,
            FEW_ROUNDS,
        ),
    ] {
        println!("### `{}`, over {transport}\n", Q::NAME);
        let mut ways = ways::ways::<Q>(place)?;
        ways.extend(asynchronous::ways::<Q>(place)?);
        rounds::report(&mut ways, rounds, &round_trips)?;
    }
    println!("### Plans of `{}`\n", Q::NAME);
    plans::check::<Q>(databases)
}
