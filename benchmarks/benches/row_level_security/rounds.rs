//! Round after round, each way in turn, so that noise hits all alike.

use std::net::{SocketAddr, ToSocketAddrs};
use std::time::Duration;

use wire::Wire;

use crate::Outcome;
use crate::asynchronous::{self, AsyncQuestion};
use crate::database::{Databases, Place};
use crate::processor;
use crate::questions::Ask;
use crate::ways::{self, Way};

pub(crate) const ROUNDS: u64 = 400;
/// Where a question takes milliseconds.
pub(crate) const FEW_ROUNDS: u64 = 10;
/// How many questions each way asks in a round: of two tenants, one after the
/// other.
const TENANTS_IN_ROUND: u64 = 2;
const IN_A_ROW: u64 = 25;
const ROUND: u64 = TENANTS_IN_ROUND * IN_A_ROW;

fn asks(round: u64) -> Vec<Ask> {
    (0..TENANTS_IN_ROUND)
        .flat_map(|tenant| {
            let company = round * TENANTS_IN_ROUND + tenant;
            (0..IN_A_ROW).map(move |row| Ask::number(company, round * IN_A_ROW + row))
        })
        .collect()
}

/// What the rounds of a way gave.
#[derive(Default)]
struct Measured {
    /// The whole of each round.
    rounds: Vec<Duration>,
    /// What the processors had to do with it, of the rounds in which that is known.
    used: Vec<Duration>,
    /// Each question.
    each: Vec<Duration>,
}

pub(crate) fn report(ways: &mut [Way], rounds: u64, round_trips: &[(&str, f64)]) -> Outcome<()> {
    let measured = measure(ways, rounds)?;
    println!(
        "| way | a second | p50, µs | p99, µs | processor, µs | round trips | beside | ratio | from–to | by p50 | by processor |\n\
         |---|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|"
    );
    for (way, of_way) in ways.iter().zip(&measured) {
        let throughput = of_way
            .rounds
            .iter()
            .map(|round| ROUND as f64 / round.as_secs_f64());
        let trips = round_trips.iter().find(|(name, _)| *name == way.name);
        let trips = trips.map_or("?".to_owned(), |(_, trips)| format!("{trips:.2}"));
        let beside = match way.beside {
            None => "| | | | |".to_owned(),
            Some(name) => {
                let base = ways.iter().position(|way| way.name == name);
                let base = base
                    .and_then(|base| measured.get(base))
                    .ok_or("no such way")?;
                format!("{name} {}", of_way.beside(base))
            }
        };
        println!(
            "| {} | {:.0} | {:.0} | {:.0} | {:.1} | {trips} | {beside}",
            way.name,
            quantile(throughput, 0.5),
            of_way.latency(0.5),
            of_way.latency(0.99),
            of_way.processor(),
        );
    }
    println!();
    Ok(())
}

impl Measured {
    fn latency(&self, share: f64) -> f64 {
        quantile(self.each.iter().map(microseconds), share)
    }

    fn processor(&self) -> f64 {
        quantile(self.used.iter().map(microseconds), 0.5) / ROUND as f64
    }

    /// The throughput as a share of another's, round by round; and by what noise
    /// changes least.
    fn beside(&self, base: &Self) -> String {
        let ratios: Vec<f64> = base
            .rounds
            .iter()
            .zip(&self.rounds)
            .map(|(base, own)| base.as_secs_f64() / own.as_secs_f64())
            .collect();
        let ratio = |share| quantile(ratios.iter().copied(), share);
        format!(
            "| {:.3} | {:.2}–{:.2} | {:.3} | {:.3} |",
            ratio(0.5),
            ratio(0.1),
            ratio(0.9),
            base.latency(0.5) / self.latency(0.5),
            base.processor() / self.processor(),
        )
    }
}

fn microseconds(time: &Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn measure(ways: &mut [Way], rounds: u64) -> Outcome<Vec<Measured>> {
    let warm_up = rounds / 10;
    let mut measured: Vec<Measured> = ways.iter().map(|_| Measured::default()).collect();
    for round in 0..warm_up + rounds {
        let asks = asks(round);
        let (mut answer, mut floor) = (None, None);
        // Whoever is first in one round is last in another.
        for turn in 0..ways.len() {
            let turn = (turn + round as usize) % ways.len();
            let (Some(way), Some(of_way)) = (ways.get_mut(turn), measured.get_mut(turn)) else {
                continue;
            };
            let mut times = Vec::with_capacity(asks.len());
            let before = processor::used(way.server);
            let sum = (way.run)(&asks, &mut times)?;
            let after = processor::used(way.server);
            let answer = if way.floor { &mut floor } else { &mut answer };
            if *answer.get_or_insert(sum) != sum {
                return Err(format!("{} has another answer", way.name).into());
            }
            if round >= warm_up {
                of_way.rounds.push(times.iter().sum());
                of_way.each.extend(times);
                let used = after
                    .zip(before)
                    .map(|(after, before)| after.saturating_sub(before));
                of_way.used.extend(used);
            }
        }
    }
    Ok(measured)
}

/// A network on which an answer takes a millisecond longer.
pub(crate) struct Slow {
    wire: Wire,
    pub(crate) place: Place,
}

impl Slow {
    pub(crate) fn before(databases: &Databases) -> Outcome<Self> {
        let server = address(&databases.tcp.plain)?;
        let wire = Wire::slow(server, Duration::from_millis(1))?;
        let ports = (format!(":{}/", server.port()), format!(":{}/", wire.port()));
        let over_wire = |url: &str| url.replace(&ports.0, &ports.1);
        let tcp = &databases.tcp;
        let place = Place {
            plain: over_wire(&tcp.plain),
            walled: over_wire(&tcp.walled),
            floor: over_wire(&tcp.floor),
            skewed: over_wire(&tcp.skewed),
        };
        Ok(Self { wire, place })
    }

    /// How often each way goes to the server and back for one question, once its
    /// statement is prepared.
    pub(crate) fn round_trips<Q: AsyncQuestion>(&self) -> Outcome<Vec<(&'static str, f64)>> {
        let mut ways = ways::ways::<Q>(&self.place)?;
        ways.extend(asynchronous::ways::<Q>(&self.place)?);
        let mut counted = Vec::new();
        for way in &mut ways {
            let asks = asks(0);
            (way.run)(asks.get(..4).unwrap_or_default(), &mut Vec::new())?;
            let before = self.wire.round_trips();
            (way.run)(&asks, &mut Vec::new())?;
            let trips = (self.wire.round_trips() - before) as f64 / asks.len() as f64;
            counted.push((way.name, trips));
        }
        Ok(counted)
    }
}

fn address(url: &str) -> Outcome<SocketAddr> {
    let host = url
        .split('@')
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let mut found = host.ok_or("a URL without a host")?.to_socket_addrs()?;
    Ok(found.next().ok_or("a host without an address")?)
}

fn quantile(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
