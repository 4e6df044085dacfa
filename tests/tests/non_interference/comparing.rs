//! The property.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use proptest::test_runner::{
    Config, FileFailurePersistence, TestCaseError, TestError, TestRunner,
};
use tenant_core::danger;

use super::running::{Answer, Run, run};
use super::{Conn, REGRESSIONS, connect};
use crate::data::SNAPSHOT;
use crate::strategy::{Case, TENANT, case};
use crate::tally::Tally;
use crate::wanted;

/// A row that is there in the end.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
struct Stored {
    #[diesel(sql_type = Text)]
    tab: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    owner: Option<i64>,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    size: Option<i64>,
    #[diesel(sql_type = BigInt)]
    link: i64,
}

/// What came of a program.
struct Outcome {
    answers: Vec<Answer>,
    own: Vec<Stored>,
    /// Everybody else's rows, before and after.
    others: [Vec<Stored>; 2],
}

/// Runs the program over the rows that `data` inserts, and takes all back.
fn outcome(conn: &mut Conn, data: &str, case: &Case, sql: &mut Option<Vec<String>>) -> Outcome {
    conn.test_transaction::<_, diesel::result::Error, _>(|conn| {
        conn.batch_execute(data)?;
        let (_, before) = stored(conn, TENANT)?;
        let claim = danger::assume_tenant(TENANT, "a test").unwrap();
        let answers = claim.scope(conn, |db| {
            let answer = |statement| run(statement, &mut Run { db, sql });
            case.program.0.iter().map(answer).collect()
        });
        let (own, after) = stored(conn, TENANT)?;
        Ok(Outcome {
            answers,
            own,
            others: [before, after],
        })
    })
}

fn stored(conn: &mut Conn, tenant: i64) -> QueryResult<(Vec<Stored>, Vec<Stored>)> {
    let rows: Vec<Stored> = diesel::sql_query(SNAPSHOT).load(conn)?;
    Ok(rows
        .into_iter()
        .partition(|row| row.owner == Some(tenant)))
}

struct Bench {
    /// With everybody's rows, and with the tenant's alone.
    conns: [Conn; 2],
    tally: Tally,
}

/// What differs between the two databases, or changed of somebody else's.
fn difference(bench: &mut Bench, case: &Case, sql: &mut Option<Vec<String>>) -> Option<String> {
    let [everybody, alone] = &mut bench.conns;
    let own_data = case.data.alone(TENANT, |table| case.program.writes(table));
    let alone = outcome(alone, &own_data, case, &mut None);
    let everybody = outcome(everybody, &case.data.everybodys(), case, sql);
    let answers = everybody.answers.iter().zip(&alone.answers);
    for (number, (everybodys, own)) in answers.enumerate() {
        bench.tally.add(&case.program.0[number], own.tells());
        if everybodys != own {
            return Some(format!(
                "statement {} is answered differently\n  over everybody's data: \
                 {everybodys:?}\n  over its own alone:    {own:?}",
                number + 1
            ));
        }
    }
    let others = [
        ("over everybody's data", everybody.others),
        ("where the tenant is alone", alone.others),
    ];
    for (where_, [before, after]) in others {
        if before != after {
            let changes = changes(&before, &after);
            return Some(format!("rows of others changed {where_}\n{changes}"));
        }
    }
    (everybody.own != alone.own).then(|| {
        let changes = changes(&alone.own, &everybody.own);
        format!("over everybody's data the tenant's rows are different in the end\n{changes}")
    })
}

/// What is gone, and what is new.
fn changes(before: &[Stored], after: &[Stored]) -> String {
    let gone = before.iter().filter(|row| !after.contains(row));
    let new = after.iter().filter(|row| !before.contains(row));
    let gone = gone.map(|row| format!("  - {row:?}\n"));
    gone.chain(new.map(|row| format!("  + {row:?}\n"))).collect()
}

#[test]
fn what_a_tenant_sees_and_does_depends_on_its_own_rows_alone() {
    let bench = RefCell::new(Bench {
        conns: connect(),
        tally: Tally::default(),
    });
    let wanted = wanted();
    let started = Instant::now();
    let ran = Cell::new(0);
    let first = Cell::new(None);
    let mut runner = TestRunner::new(Config {
        // Programs have 3.5 statements on average, before transactions.
        cases: u32::try_from(wanted / 3 + 50).unwrap(),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        ..Config::default()
    });
    let result = runner.run(&case(), |case| {
        if first.get().is_none() {
            ran.set(ran.get() + case.program.len());
        }
        let Some(difference) = difference(&mut bench.borrow_mut(), &case, &mut None) else {
            return Ok(());
        };
        if first.get().is_none() {
            first.set(Some(started.elapsed()));
        }
        Err(TestCaseError::fail(difference))
    });
    match result {
        Ok(()) => {
            assert!(ran.get() >= wanted, "only {} statements ran", ran.get());
            let tally = &bench.borrow().tally;
            println!("{tally}{} statements, {:?}", ran.get(), started.elapsed());
            if wanted >= 10_000 {
                assert_eq!(tally.mute(), [""; 0], "none of these had a row:\n{tally}");
                assert!(tally.forms() > 80, "only these forms ran:\n{tally}");
            }
        }
        Err(TestError::Fail(_, case)) => {
            let mut report = String::new();
            let mut sql = Some(Vec::new());
            let found = difference(&mut bench.borrow_mut(), &case, &mut sql);
            let seconds = first.get().unwrap_or_default().as_secs_f64();
            writeln!(report, "found after {} statements, {seconds:.2} s", ran.get()).unwrap();
            writeln!(report, "{}", found.as_deref().unwrap_or("not found again")).unwrap();
            writeln!(report, "\nthe program of tenant {}:\n{}", TENANT, case.program).unwrap();
            writeln!(report, "everybody's data:\n{}", case.data).unwrap();
            writeln!(report, "what was sent:\n{}", sql.unwrap_or_default().join("\n")).unwrap();
            panic!("{report}");
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}
