//! Hand-labelled texts: no unsafe one passes, and hardly a safe one is refused.
//!
//! The labels say what the databases would do, not what the checker says.
#![allow(clippy::unwrap_used, reason = "a test: a panic is its report")]

use std::fs;
use std::path::Path;

use tenant_sql::{Catalog, Dialect, Rule, Table};

ledger::vouch!("corpus");

fn catalog(dialect: Dialect) -> Catalog {
    let templates = Rule::Owned {
        column: "company_id".to_owned(),
        shared_without_tenant: true,
    };
    Catalog::new(dialect).tables([
        Table::owned("companies", "id").columns(["id", "name"]),
        Table::owned("campaigns", "company_id").columns([
            "id",
            "company_id",
            "name",
            "budget",
            "state",
        ]),
        Table::owned("ads", "company_id").columns([
            "id",
            "company_id",
            "campaign_id",
            "title",
            "cost",
        ]),
        Table::child("notes", "campaign_id", "campaigns", "id").columns([
            "id",
            "campaign_id",
            "body",
        ]),
        Table::child("replies", "note_id", "notes", "id").columns(["id", "note_id", "body"]),
        Table::new("templates", templates).columns(["id", "company_id", "title"]),
        Table::child("lines", "template_id", "templates", "id").columns([
            "id",
            "template_id",
            "text",
        ]),
        Table::shared("geo").columns(["id", "country"]),
        Table::owned("invoices", "company_id")
            .in_schema("billing")
            .columns(["id", "company_id", "total"]),
        Table::exempt("jobs").columns(["id", "state"]),
    ])
}

/// The texts of a file: each stands under a line that says why it is there.
fn texts(folder: &str, label: &str) -> Vec<(String, String)> {
    let path = Path::new("tests/corpus").join(folder).join(label);
    let file = fs::read_to_string(path).unwrap();
    let entries = file.split("--- ").skip(1);
    entries
        .map(|entry| {
            let (why, sql) = entry.split_once('\n').unwrap();
            (why.to_owned(), sql.trim_end_matches('\n').to_owned())
        })
        .collect()
}

/// Texts for every database have `?` for a bind.
fn spelled(sql: &str, dialect: Dialect) -> String {
    if dialect != Dialect::Postgres {
        return sql.to_owned();
    }
    let mut number = 0;
    sql.chars().fold(String::new(), |mut out, c| {
        if c == '?' {
            number += 1;
            out.push_str(&format!("${number}"));
        } else {
            out.push(c);
        }
        out
    })
}

fn all(label: &str) -> Vec<(Dialect, String, String)> {
    let databases = [
        (Dialect::Sqlite, "sqlite"),
        (Dialect::Postgres, "postgres"),
        (Dialect::Mysql, "mysql"),
    ];
    databases
        .iter()
        .flat_map(|(dialect, folder)| {
            let common = texts("everywhere", label)
                .into_iter()
                .map(|(why, sql)| (*dialect, why, spelled(&sql, *dialect)));
            let own = texts(folder, label)
                .into_iter()
                .map(|(why, sql)| (*dialect, why, sql));
            common.chain(own).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn no_unsafe_text_passes() {
    let texts = all("unsafe.sql");
    let passed: Vec<_> = texts
        .iter()
        .filter(|(dialect, _, sql)| catalog(*dialect).check(sql).is_empty())
        .collect();
    println!("{} unsafe texts, {} pass", texts.len(), passed.len());
    assert!(passed.is_empty(), "{passed:#?}");
}

#[test]
fn hardly_a_safe_text_is_refused() {
    let texts = all("safe.sql");
    let refused: Vec<_> = texts
        .iter()
        .map(|(dialect, why, sql)| (dialect, why, sql, catalog(*dialect).check(sql)))
        .filter(|(.., findings)| !findings.is_empty())
        .collect();
    println!("{} safe texts, {} refused", texts.len(), refused.len());
    assert!(refused.len() * 50 <= texts.len(), "{refused:#?}");
}
