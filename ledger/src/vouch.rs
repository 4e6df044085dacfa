//! What a test binary says about its own tests.

use std::collections::BTreeSet;
use std::process::Command;
use std::{env, fs, io};

use crate::documents::{named, root};
use crate::name::Name;

/// The tests that this binary runs: those it lists, without the ignored ones.
///
/// # Errors
///
/// Where the binary cannot be started again.
pub fn running() -> io::Result<BTreeSet<String>> {
    let ignored = list(&["--list", "--ignored"])?;
    let mut running = list(&["--list"])?;
    running.retain(|test| !ignored.contains(test));
    Ok(running)
}

fn list(arguments: &[&str]) -> io::Result<BTreeSet<String>> {
    let output = Command::new(env::current_exe()?)
        .args(arguments)
        .args(["--format", "terse"])
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other("the binary does not list its tests"));
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .map(str::to_owned)
        .collect())
}

/// The tests that documents name as those of `binary`, and that it does not run;
/// and those in the files of `folders`, seen from the repository's.
///
/// # Errors
///
/// Where a file cannot be read, or the binary not be started again.
pub fn vouch_for(binary: &str, folders: &[&str]) -> io::Result<Vec<String>> {
    let running = running()?;
    let runs = |path: &str| {
        running.iter().any(|test| {
            test.strip_suffix(path)
                .is_some_and(|before| before.is_empty() || before.ends_with("::"))
        })
    };
    let named = named()?.into_iter().filter_map(|named| match &named.name {
        Name::Test {
            binary: other,
            path,
        } if other == binary && !runs(path) => Some(format!(
            "{} names {path}, which does not run",
            named.document
        )),
        _ => None,
    });
    let mut missing: Vec<_> = named.collect();
    for folder in folders {
        for file in fs::read_dir(root().join(folder))? {
            for test in tests_in(&fs::read_to_string(file?.path())?) {
                if !runs(test) {
                    missing.push(format!("{folder} has {test}, which does not run"));
                }
            }
        }
    }
    Ok(missing)
}

/// The names of the tests in a source.
fn tests_in(source: &str) -> impl Iterator<Item = &str> {
    let tests = source.split("#[test]").skip(1);
    tests.filter_map(|test| {
        let (_, test) = test.split_once("fn ")?;
        Some(test.split_once('(')?.0)
    })
}

/// Makes a test: whatever a document names as a test of this binary runs in it, and
/// so do all tests in the folders that are given.
///
/// ```
/// # mod the_root_of_a_test_binary {
/// ledger::vouch!("regressions");
/// # }
/// ```
#[macro_export]
macro_rules! vouch {
    ($binary:literal $(, $folder:literal)*) => {
        #[test]
        fn what_the_documents_name_runs() -> ::std::io::Result<()> {
            let missing = $crate::vouch_for($binary, &[$($folder),*])?;
            assert!(missing.is_empty(), "{}", missing.join("\n"));
            Ok(())
        }
    };
}
