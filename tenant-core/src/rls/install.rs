//! The schema `tenant_core`: what is missing in it, and what is too much.

use super::catalog::Catalog;
use super::functions::{Function, SCHEMA, SUBJECT, functions};
use super::kind::Kind;
use super::migration::Change;

/// Before the policies, which call the functions.
pub(super) fn missing(kinds: &[Kind], catalog: &Catalog) -> Vec<Change> {
    let mut changes = Vec::new();
    if !catalog.schema {
        changes.push(Change::new(
            [format!("CREATE SCHEMA {SCHEMA};")],
            [format!("DROP SCHEMA {SCHEMA};")],
        ));
    }
    if !catalog.subject {
        changes.push(Change::new(
            [
                format!("CREATE TABLE {SCHEMA}.{SUBJECT} ();"),
                format!("ALTER TABLE {SCHEMA}.{SUBJECT} ENABLE ROW LEVEL SECURITY;"),
                format!("ALTER TABLE {SCHEMA}.{SUBJECT} FORCE ROW LEVEL SECURITY;"),
            ],
            [format!("DROP TABLE {SCHEMA}.{SUBJECT};")],
        ));
    }
    for function in functions(kinds, catalog.cluster) {
        if catalog.functions.contains(&function) {
            continue;
        }
        let before = catalog
            .functions
            .iter()
            .find(|live| (&live.name, &live.arguments) == (&function.name, &function.arguments));
        changes.push(match before {
            Some(before) => Change::new([function.create()], [before.create()]),
            None => Change::new([function.create()], [function.drop()]),
        });
    }
    changes
}

/// After the policies, which called them.
pub(super) fn stale(kinds: &[Kind], catalog: &Catalog) -> Vec<Change> {
    let wanted = functions(kinds, catalog.cluster);
    // An overload would be called in place of the function.
    let kept = |live: &Function| {
        let same = |function: &Function| {
            (&function.name, &function.arguments) == (&live.name, &live.arguments)
        };
        wanted.iter().any(same)
    };
    catalog
        .functions
        .iter()
        .filter(|live| !kept(live))
        .map(|live| Change::new([live.drop()], [live.create()]))
        .collect()
}
