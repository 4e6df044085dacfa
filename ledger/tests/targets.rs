//! Each binary whose tests a document names says itself whether it runs them.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ledger::{Name, named, root};
use syn::{Attribute, Item};

#[test]
fn each_binary_vouches_for_its_tests() {
    let binaries: BTreeSet<_> = named()
        .unwrap()
        .into_iter()
        .filter_map(|named| match named.name {
            Name::Test { binary, .. } => Some(binary),
            Name::Case(_) => None,
        })
        .collect();
    assert!(!binaries.is_empty(), "the documents name no test");
    for binary in binaries {
        let file = Name::source(&binary).unwrap_or_else(|| panic!("there is no binary {binary}"));
        let vouches = items(&file).iter().any(|item| match item {
            Item::Macro(item) => {
                let path = &item.mac.path;
                let vouch = path
                    .segments
                    .last()
                    .is_some_and(|name| name.ident == "vouch");
                vouch
                    && item
                        .mac
                        .tokens
                        .to_string()
                        .starts_with(&format!("{binary:?}"))
                    && item.attrs.iter().all(with_all_features)
            }
            _ => false,
        });
        assert!(vouches, "{} does not vouch for its tests", file.display());
    }
}

/// With fewer features there are fewer tests.
fn with_all_features(attribute: &Attribute) -> bool {
    let all = [
        r#"all(feature="sqlite",feature="postgres",feature="mysql")"#,
        r#"feature="async""#,
    ];
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    let condition = list.tokens.to_string().replace(' ', "");
    list.path.is_ident("cfg") && all.contains(&condition.as_str())
}

#[test]
fn the_cases_are_vouched_for() {
    let folder = root().join("ui-tests/tests");
    let is_test = |item: &Item, name: &str| match item {
        Item::Fn(item) => {
            let mut attributes = item
                .attrs
                .iter()
                .filter(|attr| !attr.path().is_ident("doc"));
            let first = attributes.next();
            item.sig.ident == name
                && first.is_some_and(|attribute| attribute.path().is_ident("test"))
                && attributes.next().is_none()
        }
        _ => false,
    };
    for (file, name) in [
        ("cases.rs", "cases"),
        ("cases/classes.rs", "what_the_documents_name_is_compiled"),
    ] {
        let found = items(&folder.join(file))
            .iter()
            .any(|item| is_test(item, name));
        assert!(found, "{name} is no test of {file}");
    }
}

/// A binary that is not built vouches for nothing.
#[test]
fn no_binary_is_left_out() {
    for (package, settings) in [
        ("tests", ["[[test]]", "autotests"]),
        ("tenant-sql", ["[[test]]", "autotests"]),
        ("ui-tests", ["test = false", "autotests"]),
    ] {
        let manifest = root().join(package).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        for setting in settings {
            assert!(!manifest.contains(setting), "{package} has {setting}");
        }
    }
}

fn items(file: &Path) -> Vec<Item> {
    syn::parse_file(&fs::read_to_string(file).unwrap())
        .unwrap()
        .items
}
