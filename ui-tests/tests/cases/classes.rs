//! Each case says which classes of bypasses it belongs to.

use ledger::{Class, Name};

use super::{beside, case_name, files, is_twin, text};

/// The classes in the first line: `// D4, D6`.
fn classes(source: &str) -> Option<Vec<Class>> {
    let listed = source.lines().next()?.strip_prefix("// ")?;
    listed.split(", ").map(|id| id.parse().ok()).collect()
}

#[test]
fn each_case_names_its_classes() {
    let mut wrong = Vec::new();
    for file in files("rs") {
        let case = case_name(&file);
        let Some(classes) = classes(&text(&file)) else {
            wrong.push(format!("{case}: the first line is no list of classes"));
            continue;
        };
        let stem = case.rsplit('/').next().unwrap();
        if let Some(class) = Class::of_attack(stem)
            && !classes.contains(&class)
        {
            wrong.push(format!("{case}: the first line lacks {class}"));
        }
        if case.starts_with("attacks/") && Class::of_attack(stem).is_none() {
            wrong.push(format!("{case}: the name begins with no class"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The documents name cases; these are the ones that [`super::cases`] compiles.
#[test]
fn what_the_documents_name_is_compiled() {
    let running = ledger::running().unwrap();
    assert!(running.contains("cases"), "the cases do not run");
    let compiled = files("rs");
    let mut wrong = Vec::new();
    for named in ledger::named().unwrap() {
        let Name::Case(name) = &named.name else {
            continue;
        };
        let refused = compiled.iter().any(|file| {
            !is_twin(file) && case_name(file) == *name && beside(file, "stderr").exists()
        });
        if !refused {
            wrong.push(format!("{} names {name}, which is no case", named.document));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
