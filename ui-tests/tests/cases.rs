//! Compiles the cases, and checks that they are well kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "cases/classes.rs"]
mod classes;
#[path = "cases/exempt.rs"]
mod exempt;
#[path = "cases/messages.rs"]
mod messages;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use self::exempt::{BRANDS, HEADLINES_OF_RUSTC, SEVERAL_ERRORS, SHOWS_A_TYPE};

/// The lines that a case may have.
const LONGEST: usize = 40;

/// Refused, each with its error. The twins are in `twins.rs`: one that is run here
/// would have all cases built and linked, one after another.
#[test]
fn cases() {
    let tests = trybuild::TestCases::new();
    for file in files("rs").into_iter().filter(|file| !is_twin(file)) {
        tests.compile_fail(file);
    }
}

#[test]
fn each_case_has_a_twin_and_an_expectation() {
    let mut wrong = Vec::new();
    for file in files("rs") {
        let (case, name) = if is_twin(&file) {
            (beside(&file, "rs"), "the twin has no case")
        } else {
            (beside(&file, "pass.rs"), "the case has no twin")
        };
        if !case.exists() {
            wrong.push(format!("{}: {name}", file.display()));
        }
        if !is_twin(&file) && !beside(&file, "stderr").exists() {
            wrong.push(format!("{}: the case has no .stderr", file.display()));
        }
        if is_twin(&file) && case.exists() && text(&file) == text(&case) {
            wrong.push(format!("{}: the twin is the case", file.display()));
        }
        if text(&file).lines().count() > LONGEST {
            wrong.push(format!("{}: over {LONGEST} lines", file.display()));
        }
    }
    for file in files("stderr") {
        if !beside(&file, "rs").exists() {
            wrong.push(format!("{}: the .stderr has no case", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_mistake_is_one_error() {
    let mut wrong = Vec::new();
    for file in files("stderr") {
        let errors = headlines(&file);
        let brands = errors
            .iter()
            .all(|error| BRANDS.iter().any(|brand| error.contains(brand)));
        let case = case_name(&file);
        let listed = SEVERAL_ERRORS.iter().any(|(listed, _)| *listed == case);
        let several = errors.len() > if brands { 2 } else { 1 };
        if errors.is_empty() {
            wrong.push(format!("{case}: no error"));
        } else if several && !listed {
            wrong.push(format!("{case}: {} errors", errors.len()));
        } else if listed && !several {
            wrong.push(format!("{case}: listed, but has one error"));
        }
    }
    for (case, _) in SEVERAL_ERRORS {
        if !cases_folder().join(case).with_extension("stderr").exists() {
            wrong.push(format!("{case}: listed, but not there"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_headline_is_a_sentence_for_the_user() {
    let sentences = sentences();
    assert!(sentences.len() > 20, "found {sentences:?}");
    let types = types();
    let mut wrong = Vec::new();
    let mut unused: BTreeSet<&str> = HEADLINES_OF_RUSTC.iter().map(|(part, _)| *part).collect();
    for file in files("stderr") {
        let errors = headlines(&file);
        let Some(first) = errors.first() else {
            continue;
        };
        let of_rustc = HEADLINES_OF_RUSTC
            .iter()
            .find(|(part, _)| first.contains(part));
        if let Some((part, _)) = of_rustc {
            unused.remove(part);
        } else if !sentences.iter().any(|sentence| fits(sentence, first)) {
            wrong.push(format!("{}: {first}", case_name(&file)));
        }
        let exempt = SHOWS_A_TYPE
            .iter()
            .any(|(case, _)| *case == case_name(&file));
        if let Some(name) = types
            .iter()
            .find(|name| first.contains(&format!("{name}<")) && !exempt)
        {
            wrong.push(format!("{}: shows `{name}`: {first}", case_name(&file)));
        }
    }
    for part in unused {
        wrong.push(format!("no case has the headline of rustc's `{part}`"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn cases_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// All files under `cases` with this extension, as trybuild takes them.
fn files(extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&cases_folder(), &mut |path| {
        if path.extension().is_some_and(|other| other == extension) {
            found.push(path.to_owned());
        }
    });
    found.sort();
    found
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

fn is_twin(file: &Path) -> bool {
    file.to_string_lossy().ends_with(".pass.rs")
}

/// The file of the same case with another ending.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let name = file.file_name().unwrap().to_string_lossy();
    let stem = name.split('.').next().unwrap();
    file.with_file_name(format!("{stem}.{ending}"))
}

fn case_name(file: &Path) -> String {
    let file = file.strip_prefix(cases_folder()).unwrap();
    file.with_extension("").to_string_lossy().into_owned()
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// The first line of each error, without its code.
fn headlines(stderr: &Path) -> Vec<String> {
    text(stderr)
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("error:"))
        .map(|line| line.split_once(": ").unwrap().1.to_owned())
        .collect()
}

/// The sentences of the project: the messages of the traits, and what the
/// derives say.
fn sentences() -> Vec<String> {
    let mut found = Vec::new();
    for (package, keyword) in [("tenant-core", Some("message")), ("tenant-derive", None)] {
        for source in sources(package) {
            literals(source, keyword, &mut found);
        }
    }
    found.retain(|sentence| sentence.contains(' '));
    found
}

/// The sources of a package.
fn sources(package: &str) -> Vec<TokenStream> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    walk(&root.join(package).join("src"), &mut |path| {
        if path.extension().is_some_and(|other| other == "rs") {
            found.push(text(path).parse().unwrap());
        }
    });
    found
}

/// The string literals after `keyword =`, or all that are no documentation.
fn literals(tokens: TokenStream, keyword: Option<&str>, found: &mut Vec<String>) {
    let mut before = [String::new(), String::new()];
    for token in tokens {
        match &token {
            TokenTree::Group(group) => literals(group.stream(), keyword, found),
            TokenTree::Literal(literal) => {
                let [name, equals] = &before;
                let wanted = match keyword {
                    Some(keyword) => name == keyword && equals == "=",
                    None => name != "doc",
                };
                if wanted && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
        before = [before[1].clone(), token.to_string()];
    }
}

/// Is `headline` the sentence, with something in place of each `{..}`?
fn fits(sentence: &str, headline: &str) -> bool {
    let mut parts = sentence.split('{').enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('}').map_or(part, |(_, rest)| rest),
    });
    let Some(mut rest) = headline.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut open = false;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        open = part.is_empty();
    }
    open || rest.is_empty()
}

/// The types of the runtime crate that users do not write.
fn types() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = BTreeSet::new();
    walk(&root.join("tenant-core/src"), &mut |path| {
        if path.extension().is_some_and(|other| other == "rs") {
            let source = text(path);
            for line in source.lines() {
                let mut words = line.split(|letter: char| !letter.is_alphanumeric());
                if words.any(|word| word == "struct" || word == "enum") {
                    found.extend(words.next().map(str::to_owned));
                }
            }
        }
    });
    for written in [
        "Claim",
        "TenantConnection",
        "AsyncTenantConnection",
        "TenantId",
        "BoxedPredicate",
    ] {
        assert!(found.remove(written), "no type `{written}`");
    }
    found.remove("");
    found
}
