//! The new matrix beside the golden one.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::ExpectFile;

/// Is the golden file to be written?
pub(super) fn updates() -> bool {
    env::var("UPDATE_EXPECT").is_ok()
}

/// The file beside the golden one.
pub(super) struct Beside {
    golden: PathBuf,
    new: PathBuf,
}

impl Beside {
    pub(super) fn of(golden: &ExpectFile) -> Self {
        let golden = if golden.path.is_absolute() {
            golden.path.clone()
        } else {
            let source = Path::new(golden.position);
            let dir = source.parent().unwrap_or(Path::new(""));
            root().join(dir).join(&golden.path)
        };
        let mut new = golden.clone().into_os_string();
        new.push(".new");
        Self {
            golden,
            new: new.into(),
        }
    }

    /// Writes the matrix, and says where it is.
    pub(super) fn write(&self, matrix: &str) -> String {
        let (golden, new) = (self.golden.display(), self.new.display());
        match fs::write(&self.new, matrix) {
            Ok(()) => format!(
                "\nthe matrix is not that of {golden}\nthe new one is in {new}\nto accept it, when you \
                 have read it: UPDATE_EXPECT=1 cargo test, or mv {new} {golden}\n"
            ),
            Err(error) => format!("\nthe new matrix could not be written to {new}: {error}\n"),
        }
    }

    /// Removes what an earlier run has written.
    pub(super) fn remove(&self) {
        // Mostly it is not there.
        let _ = fs::remove_file(&self.new);
    }
}

/// What the path of a source file starts from: the workspace, as `expect-test` finds it.
fn root() -> PathBuf {
    if let Ok(workspace) = env::var("CARGO_WORKSPACE_DIR") {
        return workspace.into();
    }
    let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let ancestors = Path::new(&manifest).ancestors();
    let with_manifest = ancestors.filter(|dir| dir.join("Cargo.toml").exists());
    with_manifest.last().map(Path::to_owned).unwrap_or_default()
}
