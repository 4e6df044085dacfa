//! Lists the twins for `tests/twins.rs`: one module each, in folders as modules.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let cases = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("cases");
    println!("cargo::rerun-if-changed={}", cases.display());
    let mut modules = String::new();
    for folder in sorted(&cases)? {
        let topic = stem(&folder);
        let _ = writeln!(modules, "mod {topic} {{");
        for file in sorted(&folder)? {
            if file.to_string_lossy().ends_with(".pass.rs") {
                let name = stem(&file);
                let _ = writeln!(modules, "    #[path = {file:?}]\n    mod {name};");
            }
        }
        modules.push_str("}\n");
    }
    fs::write(Path::new(&variable("OUT_DIR")?).join("twins.rs"), modules)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(io::Error::other)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths: Vec<_> = entries.collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

/// The name up to the first dot.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}
