//! Compares each scoped statement with the same statement written by hand: the
//! SQL text and its binds, instructions, and allocations.
//!
//! `cargo bench -p benchmarks`, or `cargo bench -p benchmarks -- join` for the
//! statements with `join` in their names. Fails where the SQL of a pair differs
//! in more than parentheses, and where the scoped side allocates more.

use std::alloc::System;
use std::env;
use std::error::Error;
use std::io::ErrorKind;
use std::process::{Command, ExitCode};

use benchmarks::{DATABASES, Database, Pair, Side};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often a side runs under callgrind.
const COUNTED_RUNS: u64 = 200;
/// How often a side runs for its allocations, before and while they are counted.
const WARM_UP: i64 = 10;
const ALLOCATING_RUNS: i64 = 100;

/// What is allowed: one percent more.
const MOST: f64 = 1.01;

fn main() -> Outcome<ExitCode> {
    let filter: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let valgrind = has_valgrind();
    if !valgrind {
        println!("Instructions are skipped: there is no `valgrind` to run.\n");
    }
    let mut misses = Vec::new();
    let mut failed = false;
    for database in DATABASES {
        println!("## {}\n", database.name);
        if let Some(reason) = (database.unavailable)() {
            println!("Skipped: {reason}.\n");
            continue;
        }
        println!(
            "| statement | SQL and binds | instructions, scoped | by hand | ratio | allocations, scoped | by hand | bytes, scoped | by hand |"
        );
        println!("|---|---|--:|--:|--:|--:|--:|--:|--:|");
        let mut differences = String::new();
        let wanted =
            |pair: &&Pair| filter.is_empty() || filter.iter().any(|part| pair.name.contains(part));
        for pair in database.pairs.iter().filter(wanted) {
            let row = measure(database, pair, valgrind)?;
            println!("{}", row.text);
            for miss in row.misses {
                misses.push(format!("{}, {}: {miss}", database.name, pair.name));
            }
            failed |= row.failed;
            differences += &row.difference;
        }
        println!("\n{differences}");
    }
    let region = Region::new(ALLOCATOR);
    benchmarks::make_claim();
    let change = region.change();
    println!(
        "Apart from the statements: making a claim, once a request, takes {} allocations of {} bytes in all.\n",
        change.allocations, change.bytes_allocated
    );
    if misses.is_empty() {
        println!("Of what was measured, every target is met.");
    }
    for miss in misses {
        println!("Missed: {miss}.");
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// A row of the report.
struct Row {
    text: String,
    /// The two texts, where they are not the same.
    difference: String,
    misses: Vec<String>,
    failed: bool,
}

fn measure(database: &Database, pair: &Pair, valgrind: bool) -> Outcome<Row> {
    let mut misses = Vec::new();

    let scoped = pair.sent(Side::Scoped)?;
    let by_hand = pair.sent(Side::ByHand)?;
    let sql = Sql::compare(&scoped, &by_hand);
    let difference = match sql {
        Sql::Identical => String::new(),
        Sql::Parentheses | Sql::Different => show(pair, sql, &scoped, &by_hand),
    };
    if sql == Sql::Different {
        misses.push("the SQL differs".to_owned());
    }

    let instructions = if valgrind {
        let scoped = instructions(database, pair, Side::Scoped)?;
        let by_hand = instructions(database, pair, Side::ByHand)?;
        let ratio = scoped / by_hand;
        if ratio > MOST {
            misses.push(format!("{:.2} % more instructions", (ratio - 1.0) * 100.0));
        }
        format!("{scoped:.0} | {by_hand:.0} | {ratio:.4}")
    } else {
        "– | – | –".to_owned()
    };

    let scoped = allocations(pair, Side::Scoped)?;
    let by_hand = allocations(pair, Side::ByHand)?;
    let more = scoped.count > by_hand.count || scoped.bytes > by_hand.bytes;
    if more {
        misses.push("it allocates more".to_owned());
    }

    Ok(Row {
        text: format!(
            "| {} | {} | {instructions} | {:.2} | {:.2} | {:.0} | {:.0} |",
            pair.name,
            sql.name(),
            scoped.count,
            by_hand.count,
            scoped.bytes,
            by_hand.bytes,
        ),
        difference,
        misses,
        failed: more || sql == Sql::Different,
    })
}

/// How two texts compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sql {
    Identical,
    Parentheses,
    Different,
}

impl Sql {
    fn compare(scoped: &[String], by_hand: &[String]) -> Self {
        let bare = |sent: &[String]| sent.concat().replace(['(', ')'], "");
        if scoped == by_hand {
            Self::Identical
        } else if scoped.len() == by_hand.len() && bare(scoped) == bare(by_hand) {
            Self::Parentheses
        } else {
            Self::Different
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Parentheses => "parentheses",
            Self::Different => "DIFFERENT",
        }
    }
}

/// The first statements that are not the same.
fn show(pair: &Pair, sql: Sql, scoped: &[String], by_hand: &[String]) -> String {
    let same = scoped
        .iter()
        .zip(by_hand)
        .take_while(|(scoped, by_hand)| scoped == by_hand)
        .count();
    let nothing = "-- nothing".to_owned();
    format!(
        "`{}`: {}; {} sent and {} by hand\n\n```diff\n+ {}\n- {}\n```\n\n",
        pair.name,
        sql.name(),
        scoped.len(),
        by_hand.len(),
        scoped.get(same).unwrap_or(&nothing),
        by_hand.get(same).unwrap_or(&nothing),
    )
}

fn has_valgrind() -> bool {
    let version = Command::new("valgrind").arg("--version").output();
    !matches!(version, Err(error) if error.kind() == ErrorKind::NotFound)
}

/// Instructions of building and running the statement once, in this process: a
/// database server's are not among them.
fn instructions(database: &Database, pair: &Pair, side: Side) -> Outcome<f64> {
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--toggle-collect=*counted_runs*",
            "--callgrind-out-file=/dev/null",
        ])
        .arg(env!("CARGO_BIN_EXE_one-statement"))
        .args([database.name, pair.name, side.name()])
        .arg(COUNTED_RUNS.to_string())
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{}, {}: {report}", database.name, pair.name).into());
    }
    let collected = report
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .ok_or("callgrind does not say what it collected")?
        .1;
    let collected: u32 = collected.trim().parse()?;
    Ok(f64::from(collected) / f64::from(u32::try_from(COUNTED_RUNS)?))
}

/// What one run allocates in Rust.
struct Allocations {
    count: f64,
    bytes: f64,
}

fn allocations(pair: &Pair, side: Side) -> Outcome<Allocations> {
    let mut count = 0;
    let mut bytes = 0;
    (pair.run)(side, None, &mut |one_run| {
        for i in 0..WARM_UP {
            one_run(i)?;
        }
        let region = Region::new(ALLOCATOR);
        for i in 0..ALLOCATING_RUNS {
            one_run(WARM_UP + i)?;
        }
        let change = region.change();
        count = change.allocations + change.reallocations;
        bytes = change.bytes_allocated;
        Ok(())
    })?;
    let each = |total: usize| -> Outcome<f64> {
        Ok(f64::from(u32::try_from(total)?) / f64::from(i32::try_from(ALLOCATING_RUNS)?))
    };
    Ok(Allocations {
        count: each(count)?,
        bytes: each(bytes)?,
    })
}
