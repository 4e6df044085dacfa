//! `COVERAGE.md` says of every form of statement what shows its status.

#![allow(clippy::unwrap_used, reason = "a test")]

use ledger::{COVERAGE, Name, read, rows};

/// Rows under this heading say what is missing, and name nothing.
const MISSING: &str = "## Not there";

#[test]
fn each_row_names_a_test() {
    let coverage = read(COVERAGE).unwrap();
    let (shown, _) = coverage.split_once(MISSING).unwrap();
    let rows = rows(shown, "statement");
    let mut wrong = Vec::new();
    for row in &rows {
        let names = row.quoted(2);
        if row.cells.len() != 3 {
            wrong.push(format!("not three columns: {row:?}"));
        } else if names.is_empty() {
            wrong.push(format!("names no test: {}", row.cell(0)));
        }
        for name in names {
            if Name::read(name).is_none() {
                wrong.push(format!("{}: no name of a test: {name}", row.cell(0)));
            }
        }
    }
    assert!(rows.len() > 60, "only {} rows were read", rows.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
