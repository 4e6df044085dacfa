//! What a test binary says about its own tests.

use std::collections::BTreeSet;
use std::process::Command;
use std::{env, io};

use crate::documents::named;
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

/// The tests that documents name as those of `binary`, and that it does not run.
///
/// # Errors
///
/// Where a document cannot be read, or the binary not be started again.
pub fn vouch_for(binary: &str) -> io::Result<Vec<String>> {
    let running = running()?;
    let runs = |path: &str| {
        running.iter().any(|test| {
            test.strip_suffix(path)
                .is_some_and(|before| before.is_empty() || before.ends_with("::"))
        })
    };
    let missing = named()?.into_iter().filter_map(|named| match &named.name {
        Name::Test {
            binary: other,
            path,
        } if other == binary && !runs(path) => Some(format!(
            "{} names {path}, which does not run",
            named.document
        )),
        _ => None,
    });
    Ok(missing.collect())
}

/// Makes a test: whatever a document names as a test of this binary runs in it.
///
/// ```
/// # mod the_root_of_a_test_binary {
/// ledger::vouch!("regressions");
/// # }
/// ```
#[macro_export]
macro_rules! vouch {
    ($binary:literal) => {
        #[test]
        fn what_the_documents_name_runs() -> ::std::io::Result<()> {
            let missing = $crate::vouch_for($binary)?;
            assert!(missing.is_empty(), "{}", missing.join("\n"));
            Ok(())
        }
    };
}
