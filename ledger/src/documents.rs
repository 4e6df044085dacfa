//! The documents, and the names of tests in them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::name::Name;
use crate::table::rows;

/// What each form of statement becomes in a scope.
pub const COVERAGE: &str = "COVERAGE.md";

/// What stands against each class of bypasses.
pub const BYPASSES: &str = "BYPASSES.md";

/// The folder of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of a document.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read(document: &str) -> io::Result<String> {
    fs::read_to_string(root().join(document))
}

/// A name, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The document.
    pub document: &'static str,
    /// The name.
    pub name: Name,
}

/// Every test that a document names.
///
/// # Errors
///
/// Where a document cannot be read.
pub fn named() -> io::Result<Vec<Named>> {
    let mut all = Vec::new();
    for (document, first, shown_by) in [(COVERAGE, "statement", 2), (BYPASSES, "class", 3)] {
        for row in rows(&read(document)?, first) {
            let names = row.quoted(shown_by).into_iter().filter_map(Name::read);
            all.extend(names.map(|name| Named { document, name }));
        }
    }
    Ok(all)
}
