//! The attacks, counted: how many, on which classes, and how they ended.
//!
//! A program that must not compile says its classes in its first line; a test that
//! attacks has its class in its name, and says in its type how the attack ended.
//! That none got through is what the binaries check that compile and run them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use ledger::{Class, root};
use syn::{Item, ReturnType, Type};

/// The attacks that broke the closest peer, and where each is tried here.
const OF_THE_PEER: [(&str, &str); 7] = [
    (
        "an upsert on the primary key",
        "d6_an_upsert_on_the_primary_key",
    ),
    (
        "an update that checks one key and writes another",
        "d1_an_update_that_checks_one_key_and_writes_another",
    ),
    (
        "a closure that ignores the scoped statement",
        "c9_a_closure_that_ignores_the_scoped_statement",
    ),
    ("a set before the scope", "d4_a_set_before_the_scope"),
    (
        "scoped by one model and acting on another",
        "d1_scoped_by_one_model_and_acting_on_another",
    ),
    (
        "an all-access claim made by anybody",
        "e2_an_all_access_claim",
    ),
    (
        "an empty constraint that means everything",
        "a2_an_empty_constraint_means_own_rows",
    ),
];

/// The folders of cases that were written as attacks. The others hold a case for
/// each rule.
const ATTACKS: [&str; 3] = ["attacks", "mysql", "postgres"];

/// How an attack ends: by the type that the test returns, or by not compiling.
/// There is no way to end it otherwise.
const ENDS: [(&str, &str); 4] = [
    (NOT_COMPILED, "do not compile"),
    ("Refused", "are errors"),
    ("NoRows", "reach no row"),
    ("OwnRowsOnly", "reach own rows only"),
];

const NOT_COMPILED: &str = "";

#[derive(Debug)]
struct Attack {
    name: String,
    classes: Vec<Class>,
    end: String,
}

#[test]
fn the_attacks_are_counted() {
    let (attacks, rules) = attacks();
    let mut classes = BTreeMap::<Class, Vec<&Attack>>::new();
    for attack in &attacks {
        assert!(!attack.classes.is_empty(), "of no class: {attack:?}");
        for class in &attack.classes {
            classes.entry(*class).or_default().push(attack);
        }
    }
    let mut report = format!("{} attacks: {}\n", attacks.len(), ends(&attacks));
    report.push_str("by class, where one attack can be of several:\n");
    for (class, attacks) in classes {
        writeln!(report, "{class:>5}: {}", ends(attacks)).unwrap();
    }
    writeln!(
        report,
        "{} further programs that break one rule each",
        rules.len()
    )
    .unwrap();
    println!("{report}");
    assert!(attacks.len() >= 150, "only {}", attacks.len());
}

/// How many of them ended in which way.
fn ends<'a>(attacks: impl IntoIterator<Item = &'a Attack>) -> String {
    let mut counts = [0; ENDS.len()];
    for attack in attacks {
        let end = ENDS.iter().position(|(end, _)| *end == attack.end);
        counts[end.unwrap_or_else(|| panic!("ended in no known way: {attack:?}"))] += 1;
    }
    let counts = ENDS.iter().zip(counts).filter(|(_, count)| *count > 0);
    let counts: Vec<_> = counts
        .map(|((_, end), count)| format!("{count} {end}"))
        .collect();
    counts.join(", ")
}

#[test]
fn the_attacks_on_the_peer_are_tried() {
    let (attacks, _) = attacks();
    for (what, name) in OF_THE_PEER {
        let tried = attacks
            .iter()
            .any(|attack| attack.name.rsplit('/').next() == Some(name));
        assert!(tried, "{what}: there is no {name}");
    }
}

/// The attacks, and the programs that break one rule each.
fn attacks() -> (Vec<Attack>, Vec<Attack>) {
    let (mut attacks, rules): (Vec<_>, Vec<_>) = programs().into_iter().partition(|program| {
        let folder = program.name.split('/').next();
        folder.is_some_and(|folder| ATTACKS.contains(&folder))
    });
    attacks.extend(tests());
    (attacks, rules)
}

/// The cases that must not compile.
fn programs() -> Vec<Attack> {
    let cases = root().join("ui-tests/cases");
    files(&cases)
        .into_iter()
        .filter(|file| file.with_extension("stderr").exists())
        .map(|file| {
            let source = fs::read_to_string(&file).unwrap();
            let listed = source.lines().next().unwrap_or_default();
            let listed = listed.strip_prefix("// ").unwrap_or_default();
            let name = file.strip_prefix(&cases).unwrap().with_extension("");
            Attack {
                name: name.to_string_lossy().into_owned(),
                classes: listed
                    .split(", ")
                    .filter_map(|id| id.parse().ok())
                    .collect(),
                end: NOT_COMPILED.to_owned(),
            }
        })
        .collect()
}

/// The tests that attack.
fn tests() -> Vec<Attack> {
    let folder = root().join("tests/tests/statements/attacks");
    let items = files(&folder).into_iter().flat_map(|file| {
        let source = fs::read_to_string(file).unwrap();
        syn::parse_file(&source).unwrap().items
    });
    items
        .filter_map(|item| match item {
            Item::Fn(item) if item.attrs.iter().any(|attr| attr.path().is_ident("test")) => {
                let name = item.sig.ident.to_string();
                Some(Attack {
                    classes: Class::of_attack(&name).into_iter().collect(),
                    end: end(&item.sig.output),
                    name,
                })
            }
            _ => None,
        })
        .collect()
}

/// The name of the type that a test returns.
fn end(output: &ReturnType) -> String {
    match output {
        ReturnType::Type(_, of) => match of.as_ref() {
            Type::Path(of) => of.path.segments.last().unwrap().ident.to_string(),
            _ => "something else".to_owned(),
        },
        ReturnType::Default => "nothing".to_owned(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|other| other == "rs") {
            found.push(path);
        }
    }
    found
}
