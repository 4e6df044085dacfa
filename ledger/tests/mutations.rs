//! The mutations of the wall still fit the source: what each replaces is there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::HashMap;

use toml::{Table, Value};

#[test]
fn each_mutation_applies() {
    let mut wrong = Vec::new();
    let mut applied = 0;
    for (document, key) in [
        ("mutation/guards.toml", "guard"),
        ("mutation/bounds.toml", "bound"),
    ] {
        let tables: Table = ledger::read(document).unwrap().parse().unwrap();
        for mutation in tables[key].as_array().unwrap() {
            applied += 1;
            if let Err(why) = apply(mutation) {
                wrong.push(format!("{}: {why}", text(mutation, "name")));
            }
        }
    }
    println!("{applied} mutations apply");
    assert!(applied > 50, "only {applied} were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn apply(mutation: &Value) -> Result<(), String> {
    let file = text(mutation, "file");
    let itself = vec![mutation.clone()];
    let edits = mutation
        .get("edit")
        .map_or(&itself, |edits| edits.as_array().unwrap());
    let mut sources = HashMap::new();
    for edit in edits {
        let source = sources
            .entry(file)
            .or_insert_with(|| ledger::read(file).unwrap_or_default());
        let old = text(edit, "old");
        let all = edit
            .get("all")
            .is_some_and(|all| all.as_bool() == Some(true));
        match source.matches(old).count() {
            1 => {}
            found if found > 1 && all => {}
            found => return Err(format!("found {found} times in {file}:\n{old}")),
        }
        *source = source.replace(old, text(edit, "new"));
    }
    Ok(())
}

fn text<'a>(table: &'a Value, key: &str) -> &'a str {
    table[key].as_str().unwrap()
}
