//! Compiles the cases, and checks that they are well kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "cases/classes.rs"]
mod classes;
#[path = "cases/messages.rs"]
mod messages;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// The lines that a case may have.
const LONGEST: usize = 40;

/// Headlines that are rustc's own, by the part that identifies them, and why
/// the error is not one of the project's sentences.
const HEADLINES_OF_RUSTC: &[(&str, &str)] = &[
    (
        "borrowed data escapes outside of",
        "two brands meet, or one leaves its closure",
    ),
    (
        "lifetime may not live long enough",
        "two brands meet, or one leaves its closure",
    ),
    (
        "temporary value dropped while borrowed",
        "two brands meet, and they come from guards",
    ),
    ("use of moved value", "a guard is used twice"),
    (
        "TenantId<'_, i64>: Default` is not satisfied",
        "a trait that tokens do not have",
    ),
    (
        "this function takes 2 arguments but 1 argument was supplied",
        "a way round the wall without its reason",
    ),
    (
        "as AsChangeset>::Target == table`",
        "columns of another table are set, in Diesel's words",
    ),
    (
        "ExecuteCopyToConnection` is not satisfied",
        "an operation that tenant connections do not have",
    ),
    (
        "no method named `build_transaction` found for",
        "an operation that tenant connections do not have",
    ),
    (
        "LockingDsl<SqlLiteral",
        "a method of Diesel's that is called through its trait",
    ),
    (
        "as mutable more than once at a time",
        "the raw connection is borrowed by its scope",
    ),
    (
        "mismatched types",
        "a value of the wrong type: a key, or a key of another type",
    ),
    (
        "type mismatch in function arguments",
        "a function from claims is given keys",
    ),
    (
        "no method named `scope` found for",
        "what is not a claim opens no scope",
    ),
    (
        "Claim<i64>: Default` is not satisfied",
        "a trait that claims do not have",
    ),
    (
        "Claim<i64>: FromStr` is not satisfied",
        "a trait that claims do not have",
    ),
    (
        "type annotations needed",
        "an impl by hand of what a declaration switches off",
    ),
    ("are private", "a field of a sealed type"),
    ("is private", "a field or constructor of a sealed type"),
    (
        "cannot assign to data in a `&` reference",
        "a claim gives its key by shared reference",
    ),
    (
        "conflicting implementations of trait",
        "a table is declared twice, or an impl of the wall is written by hand",
    ),
    (
        "only traits defined in the current crate can be implemented",
        "an impl of the wall is written by hand, in another crate",
    ),
    (
        "in module `posts::columns`",
        "the attribute names a column that is not there",
    ),
    (
        "but its trait bounds were not satisfied",
        "a method of Diesel's `Connection`, called as a method: rustc names the method first",
    ),
    (
        "the `?` operator can only be applied to values that implement `Try`",
        "a future that is not awaited; rustc says to",
    ),
    (
        "unused pinned boxed `Future` trait object that must be used",
        "a future that is not awaited",
    ),
    (
        "future cannot be sent between threads safely",
        "an async scope holds what must stay on its thread",
    ),
    (
        "AppearsInFromClause<table>>::Count == Once`",
        "a column of a table that is not in the statement, in Diesel's words",
    ),
];

/// Cases with more than one error, and why.
const SEVERAL_ERRORS: &[(&str, &str)] = &[
    (
        "attacks/e4_the_predicate_of_a_child_built_by_hand",
        "the constructor is private, and the wall refuses what it would make",
    ),
    (
        "kinds/a_table_is_declared_once",
        "with the test kit a declaration is two impls",
    ),
    (
        "attacks/e3_a_lock_of_raw_text",
        "the trait is called by name, without the inherent methods in front of it",
    ),
    (
        "asynchronous/diesels_own_transaction_does_not_open_on_an_async_connection",
        "a bound of `diesel-async`'s opaque future is reported once more where it is awaited",
    ),
    (
        "claims/a_column_that_identifies_nobody_is_no_look_up",
        "the column is an argument and a parameter of the type that is returned",
    ),
    (
        "connections/a_scope_is_not_opened_on_another_scopes_connection",
        "the connection is an argument and a parameter of what the closure takes",
    ),
    (
        "inserts/children_are_not_inserted_from_a_select",
        "the foreign key among the columns is a mistake of its own",
    ),
    (
        "joins/a_filtered_table_cannot_be_joined",
        "Diesel refuses it too, in its own words",
    ),
    (
        "kinds/a_parent_is_known_by_one_column",
        "a composite key is of another type than the foreign key, too",
    ),
    (
        "raw_sql/a_table_of_another_kind_of_tenant_is_refused",
        "the key of one kind is no value for the column of the other either",
    ),
    (
        "sealed/a_table_is_not_unwind_safe_by_hand",
        "the impl conflicts with the declaration, and with its check",
    ),
    (
        "sealed/a_tenant_column_is_not_unwind_safe_by_hand",
        "the impl conflicts with the declaration, and with its check",
    ),
    (
        "postgres/e3_a_sample_of_a_table_is_no_entry",
        "the entry is a function whose result is named by the same trait",
    ),
    (
        "postgres/e3_a_table_without_its_children_is_no_entry",
        "the entry is a function whose result is named by the same trait",
    ),
    (
        "subqueries/a_raw_subselect_is_refused_in_select",
        "rustc points at the element of the tuple, and again at the tuple",
    ),
    (
        "subqueries/diesels_own_methods_refuse_a_raw_subselect_too",
        "the trait is called by name, without the inherent method in front of it",
    ),
];

/// Cases whose headline shows a type that users do not write, and why.
const SHOWS_A_TYPE: &[(&str, &str)] = &[(
    "attacks/e3_a_lock_of_raw_text",
    "the trait is called by name, and the headline is Diesel's",
)];

/// Headlines of brands that meet. A brand is invariant, so each of the two is
/// reported as too short for the other: two errors for one mistake.
const BRANDS: &[&str] = &[
    "borrowed data escapes outside of",
    "lifetime may not live long enough",
];

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
