//! `BYPASSES.md` says of every class of bypasses what stands against it.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write;

use ledger::{BYPASSES, Class, Name, Row, read, rows};

const COMPILE_ERROR: &str = "compile error";
const RUN_TIME_TEST: &str = "run-time test";
const AUDIT_CHECK: &str = "audit check";
const OUT_OF_SCOPE: &str = "out of scope";

/// What can be left to a later part of the project.
const LATER: [&str; 2] = ["later: identity", "later: placement"];

#[test]
fn each_class_has_one_row() {
    let ledger = read(BYPASSES).unwrap();
    let rows = rows(&ledger, "class");
    let mut wrong = Vec::new();
    for row in &rows {
        if row.cell(0).parse::<Class>().is_err() {
            wrong.push(format!("no class: {}", row.cell(0)));
        }
    }
    for class in Class::all() {
        let id = class.to_string();
        match rows.iter().filter(|row| row.cell(0) == id).count() {
            1 => {}
            count => wrong.push(format!("{id}: {count} rows")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_answer_is_shown_or_explained() {
    let ledger = read(BYPASSES).unwrap();
    let wrong: Vec<_> = rows(&ledger, "class").iter().flat_map(mistakes).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn mistakes(row: &Row<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    if row.cells.len() != 5 {
        wrong.push("not five columns".to_owned());
    }
    let names: Vec<_> = row.quoted(3).into_iter().map(Name::read).collect();
    if names.contains(&None) {
        wrong.push("something in it is no name of a test".to_owned());
    }
    for (number, answer) in answers(row).into_iter().enumerate() {
        let shown = |test: fn(&Name) -> bool| names.iter().flatten().any(test);
        let explained = !row.cell(4).is_empty();
        match answer {
            COMPILE_ERROR if number == 0 => {
                if !shown(|name| matches!(name, Name::Case(_))) {
                    wrong.push("names no case".to_owned());
                }
            }
            RUN_TIME_TEST | AUDIT_CHECK => {
                if !shown(|name| matches!(name, Name::Test { .. })) {
                    wrong.push("names no test".to_owned());
                }
            }
            OUT_OF_SCOPE if number == 0 => {
                if !explained {
                    wrong.push("does not say why".to_owned());
                }
            }
            later if LATER.contains(&later) => {}
            other => wrong.push(format!("no answer: {other}")),
        }
    }
    wrong
        .iter()
        .map(|wrong| format!("{}: {wrong}", row.cell(0)))
        .collect()
}

/// The answer, and after it a further one or what is left to a later part.
fn answers<'a>(row: &Row<'a>) -> Vec<&'a str> {
    row.cell(2).split("; ").collect()
}

#[test]
fn the_answers_are_counted() {
    let ledger = read(BYPASSES).unwrap();
    let mut first = BTreeMap::<_, u32>::new();
    let mut further = BTreeMap::<_, u32>::new();
    for row in rows(&ledger, "class") {
        for (number, answer) in answers(&row).into_iter().enumerate() {
            let counted = if number == 0 {
                &mut first
            } else {
                &mut further
            };
            *counted.entry(answer).or_default() += 1;
        }
    }
    let mut report = String::from("classes, by their answer\n");
    for (answer, count) in &first {
        writeln!(report, "{count:5}  {answer}").unwrap();
    }
    report.push_str("a second answer, or a mark for later, beside the first\n");
    for (answer, count) in &further {
        writeln!(report, "{count:5}  {answer}").unwrap();
    }
    println!("{report}");
    let all = u32::try_from(Class::all().count()).unwrap();
    assert_eq!(first.values().sum::<u32>(), all);
}
