//! `COVERAGE.md` says of every form of statement what shows its status, and what
//! it names exists.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;

/// Rows under this heading say what is missing, and name nothing.
const MISSING: &str = "## Not there";

#[test]
fn each_row_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let coverage = fs::read_to_string(root.join("COVERAGE.md")).unwrap();
    let (shown, _) = coverage.split_once(MISSING).unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in shown.lines().filter(|line| line.starts_with("| ")) {
        let Some((statement, by)) = columns(row) else {
            wrong.push(format!("not three columns: {row}"));
            continue;
        };
        if statement == "statement" {
            continue;
        }
        rows += 1;
        let names: Vec<_> = by.split('`').skip(1).step_by(2).collect();
        if names.is_empty() {
            wrong.push(format!("names no test: {statement}"));
        }
        for name in names {
            if !exists(&root, name) {
                wrong.push(format!("{statement}: there is no {name}"));
            }
        }
    }
    assert!(rows > 60, "only {rows} rows were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn columns(row: &str) -> Option<(&str, &str)> {
    let mut columns = row.trim().trim_matches('|').split(" | ").map(str::trim);
    let statement = columns.next()?;
    let _status = columns.next()?;
    let by = columns.next()?;
    columns.next().is_none().then_some((statement, by))
}

fn exists(root: &Path, name: &str) -> bool {
    if let Some((topic, test)) = name.split_once("::") {
        let tests = root.join("tests/tests");
        ["statements/", "asynchronous/", ""].iter().any(|folder| {
            fs::read_to_string(tests.join(format!("{folder}{topic}.rs")))
                .is_ok_and(|source| source.contains(&format!("fn {test}(")))
        })
    } else {
        let case = root.join("ui-tests/cases").join(name);
        case.with_extension("rs").exists() && case.with_extension("stderr").exists()
    }
}
