//! How a document names a test.

use std::path::PathBuf;

use crate::documents::root;

/// A test, as a document names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A program that must not compile: `writes/the_tenant_column_cannot_be_set`,
    /// in `ui-tests/cases`.
    Case(String),
    /// A test, in one of the folders of tests.
    Test {
        /// The binary it is compiled into.
        binary: String,
        /// Its name there, or the end of it.
        path: String,
    },
}

/// Where the binaries are whose tests are named.
const FOLDERS: [&str; 2] = ["tests/tests", "tenant-sql/tests"];

/// The binary of the tests whose names do not begin with one.
const STATEMENTS: &str = "statements";

impl Name {
    /// The file that a binary of tests begins with, if there is one of this name.
    #[must_use]
    pub fn source(binary: &str) -> Option<PathBuf> {
        FOLDERS
            .iter()
            .flat_map(|folder| {
                let folder = root().join(folder);
                [format!("{binary}.rs"), format!("{binary}/main.rs")].map(|file| folder.join(file))
            })
            .find(|file| file.exists())
    }

    /// Reads `topic::test`, a test of the binary `topic` or of a module of the
    /// statements, or `folder/case`. Everything else that stands between backticks
    /// is no name.
    #[must_use]
    pub fn read(quoted: &str) -> Option<Self> {
        let is_name = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        if let Some((binary, test)) = quoted.split_once("::") {
            if !quoted.split("::").all(is_name) {
                return None;
            }
            let (binary, path) = match Self::source(binary) {
                Some(_) => (binary, test),
                None => (STATEMENTS, quoted),
            };
            return Some(Self::Test {
                binary: binary.to_owned(),
                path: path.to_owned(),
            });
        }
        let (folder, case) = quoted.split_once('/')?;
        (is_name(folder) && is_name(case)).then(|| Self::Case(quoted.to_owned()))
    }
}
