//! Runs one side of one pair, for callgrind: `one-statement DATABASE NAME SIDE RUNS`.

use std::env;
use std::error::Error;
use std::hint::black_box;

use benchmarks::{OneRun, Side, pair};
use diesel::result::QueryResult;

/// Runs before the counting begins: they fill Diesel's cache of statements.
const WARM_UP: i64 = 10;

/// What callgrind counts: it is told this function's name.
#[inline(never)]
fn counted_runs(one_run: &mut OneRun<'_>, runs: i64) -> QueryResult<()> {
    for i in 0..runs {
        one_run(WARM_UP + i)?;
    }
    black_box(());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [database, name, side, runs] = arguments.as_slice() else {
        return Err("usage: one-statement DATABASE NAME SIDE RUNS".into());
    };
    let side = Side::from_name(side).ok_or("a side is `scoped` or `by-hand`")?;
    let runs = runs.parse()?;
    (pair(database, name)?.run)(side, None, &mut |one_run| {
        for i in 0..WARM_UP {
            one_run(i)?;
        }
        counted_runs(one_run, runs)
    })
}
