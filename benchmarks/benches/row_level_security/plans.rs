//! How PostgreSQL goes about it.

use std::sync::{Arc, Mutex, PoisonError};

use diesel::connection::{Connection, InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::Outcome;
use crate::database::Databases;
use crate::questions::{Ask, Db, Question};
use crate::ways::{claim, raw};

/// A statement as it is prepared, and what is bound.
struct Prepared {
    text: String,
    binds: String,
}

/// Prints the plans, made for the values and made once for all.
///
/// # Errors
///
/// Where rows of another tenant are read, or the setting is more than once.
pub(crate) fn check<Q: Question>(databases: &Databases) -> Outcome<()> {
    let ask = Ask::number(1, 1);
    let mut plain = PgConnection::establish(&databases.socket.plain)?;
    let mut walled = PgConnection::establish(&databases.socket.walled)?;
    let by_hand = sent(&mut plain, |conn| Ok(Q::by_hand(conn, ask)?))?;
    let scoped = sent(&mut plain, |conn| {
        Ok(claim(ask.company).scope(conn, |db| Q::scoped(db, ask))?)
    })?;
    // The first of a statement's kind is not the binding.
    let bare = sent(&mut plain, |conn| Ok(Q::bare(conn, ask)?))?;
    for mode in ["force_custom_plan", "force_generic_plan"] {
        for (name, statement) in [("by hand", &by_hand), ("`scope`", &scoped)] {
            let plan = plan(&mut plain, statement, mode)?;
            show::<Q>(name, mode, &plan, false)?;
        }
        for (name, statement) in [("`scope_bound`", &scoped), ("policies alone", &bare)] {
            let plan = claim(ask.company).scope_bound(&mut walled, |db: &mut Db<'_>| {
                plan(raw(db)?, statement, mode)
            })?;
            show::<Q>(name, mode, &plan, true)?;
        }
    }
    Ok(())
}

/// The last statement that `f` sends.
fn sent(
    conn: &mut PgConnection,
    f: impl FnOnce(&mut PgConnection) -> Outcome<i64>,
) -> Outcome<Prepared> {
    let last = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&last);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            *heard.lock().unwrap_or_else(PoisonError::into_inner) = query.to_string();
        }
    });
    f(conn)?;
    let last = last.lock().unwrap_or_else(PoisonError::into_inner);
    let (text, binds) = last
        .split_once(" -- binds: ")
        .ok_or("a statement without binds")?;
    Ok(Prepared {
        text: text.to_owned(),
        binds: binds.trim_matches(['[', ']']).to_owned(),
    })
}

fn plan(conn: &mut PgConnection, statement: &Prepared, mode: &str) -> Outcome<Vec<String>> {
    let Prepared { text, binds } = statement;
    conn.batch_execute(&format!(
        "SET plan_cache_mode = {mode}; PREPARE asked AS {text}"
    ))?;
    let arguments = if binds.is_empty() {
        String::new()
    } else {
        format!("({binds})")
    };
    let explain =
        format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE asked {arguments}");
    let plan = diesel::dsl::sql::<Text>(&explain).load(conn)?;
    conn.batch_execute("DEALLOCATE asked")?;
    Ok(plan)
}

fn show<Q: Question>(name: &str, mode: &str, plan: &[String], bound: bool) -> Outcome<()> {
    println!("{name}, `{mode}`:\n\n```text\n{}\n```\n", plan.join("\n"));
    let by_tenant =
        |line: &&String| line.contains("Index Cond: ") && line.contains("company_id = ");
    let reads = |line: &&String| line.contains(" on campaigns");
    let (reads, by_tenant) = (
        plan.iter().filter(reads).count(),
        plan.iter().filter(by_tenant).count(),
    );
    if (reads, by_tenant) != (1, 1) {
        return Err(format!("{}, {name}: not by the tenant's index", Q::NAME).into());
    }
    // The setting stands in a plan of its own, which is run once.
    let once = |lines: &[String]| match lines {
        [head, read] => {
            head.contains("InitPlan") && read.ends_with("Result (actual rows=1 loops=1)")
        }
        _ => false,
    };
    if plan.windows(2).any(once) != bound {
        return Err(format!("{}, {name}: the setting is not read once", Q::NAME).into());
    }
    Ok(())
}
