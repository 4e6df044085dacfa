//! Tables that another release declares: behind the wall, as it is generated.
//!
//! A migration of the next release runs before the last instance of this one is gone,
//! and makes tables that this one does not know. Where their policies are those that
//! some declaration gives, no rows cross by them.

use diesel::pg::PgConnection;
use diesel::sql_types::{Array, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::{Fault, Finding, Severity};
use crate::registry::{Ownership, Table, TableName, WithoutTenant};
use crate::rls::catalog::{Catalog, LiveTable};
use crate::rls::declared::Walled;
use crate::rls::error::PlanError;
use crate::rls::policy::{Policy, policies};
use crate::rls::predicate::Predicate;
use crate::rls::{RowLevelSecurity, grants};

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    object: String,
    #[diesel(sql_type = Text)]
    schema: String,
    #[diesel(sql_type = Text)]
    name: String,
}

const NAMES: &str = "
SELECT object, n.nspname::text AS schema, c.relname::text AS name
FROM unnest($1) object JOIN pg_class c ON c.oid = object::regclass JOIN pg_namespace n ON n.oid = c.relnamespace";

/// Of the tables that nobody here declares, those behind the wall are no holes.
pub(super) fn judge(
    wall: &RowLevelSecurity,
    conn: &mut PgConnection,
    walled: &[Walled],
    mut catalog: Catalog,
    findings: &mut [Finding],
) -> Result<(), PlanError> {
    let open = |finding: &Finding| {
        matches!(finding.fault, Fault::NoKind | Fault::Partition)
            && finding.severity == Severity::Hole
    };
    let objects = findings.iter().filter(|finding| open(finding));
    let objects: Vec<&str> = objects.map(|finding| finding.object.as_str()).collect();
    if objects.is_empty() {
        return Ok(());
    }
    let names: Vec<Name> = sql_query(NAMES)
        .bind::<Array<Text>, _>(objects)
        .load(conn)?;
    let tables: Vec<Table> = names.iter().map(table).collect();
    let live = Catalog::read(conn, &tables, &wall.role, wall.cluster)?.tables;
    catalog.tables.extend(live);

    let mut known: Vec<Walled> = walled.to_vec();
    let mut unknown = tables;
    loop {
        let before = unknown.len();
        unknown.retain(|table| {
            let found = behind(wall, table, &known, &catalog);
            let is_known = found.is_some();
            known.extend(found);
            !is_known
        });
        if unknown.len() == before {
            break;
        }
    }
    for finding in findings.iter_mut().filter(|finding| open(finding)) {
        let name = names.iter().find(|name| name.object == finding.object);
        let name = name.map(|name| table(name).name);
        if known
            .iter()
            .any(|table| Some(&table.table.name) == name.as_ref())
        {
            finding.severity = Severity::Drift;
            finding.detail = "declared by another release, and behind its policies".to_owned();
        }
    }
    Ok(())
}

fn table(name: &Name) -> Table {
    Table {
        name: TableName {
            schema: Some(name.schema.clone()),
            name: name.name.clone(),
        },
        columns: Vec::new(),
        primary_key: Vec::new(),
        ownership: Ownership::Shared,
        look_up: Vec::new(),
        declared_at: String::new(),
    }
}

/// The table as somebody may have declared it, where its wall is that of such a
/// declaration.
fn behind(
    wall: &RowLevelSecurity,
    table: &Table,
    known: &[Walled],
    catalog: &Catalog,
) -> Option<Walled> {
    let live = catalog.table(&table.name).ok()?;
    let with = |ownership, kind, read, write| {
        let mut table = table.clone();
        table.ownership = ownership;
        Walled {
            table,
            kind,
            read,
            write,
        }
    };
    let mut candidates = vec![with(Ownership::Shared, None, Predicate::All, None)];
    for column in &live.columns {
        for kind in &wall.kinds {
            let own = Predicate::Own {
                column: column.name.clone(),
                kind: kind.clone(),
            };
            let shared = Predicate::OwnOrNobodys {
                column: column.name.clone(),
                kind: kind.clone(),
            };
            for (without_tenant, read) in [
                (WithoutTenant::Invisible, own.clone()),
                (WithoutTenant::Shared, shared),
            ] {
                let ownership = Ownership::Column {
                    column: column.name.clone(),
                    without_tenant,
                    key: kind.key,
                };
                candidates.push(with(ownership, Some(kind.clone()), read, Some(own.clone())));
            }
        }
    }
    for key in live.foreign_keys.iter().filter(|key| key.enforced) {
        let ([foreign_key], [parent_key]) = (key.columns.as_slice(), key.target_columns.as_slice())
        else {
            continue;
        };
        let above = known.iter().find(|above| {
            let above = catalog.table(&above.table.name);
            above.is_ok_and(|above| above.oid == key.target)
        });
        let Some(above) = above else {
            continue;
        };
        let under = |inside: &Predicate| Predicate::Under {
            foreign_key: foreign_key.clone(),
            parent: above.table.name.clone(),
            parent_key: parent_key.clone(),
            inside: Box::new(inside.clone()),
        };
        let ownership = Ownership::Parent {
            foreign_key: foreign_key.clone(),
            parent: above.table.name.clone(),
            parent_key: parent_key.clone(),
        };
        let write = above.write.as_ref().map(under);
        candidates.push(with(
            ownership,
            above.kind.clone(),
            under(&above.read),
            write,
        ));
    }
    let holds = |candidate: &Walled| holds(wall, candidate, live, catalog);
    candidates.into_iter().find(holds)
}

fn holds(wall: &RowLevelSecurity, candidate: &Walled, live: &LiveTable, catalog: &Catalog) -> bool {
    let Ok(desired) = policies(candidate, catalog) else {
        return false;
    };
    let has: Vec<Policy> = live.policies.iter().map(Policy::from).collect();
    let there = |policy: &Policy| has.iter().any(|other| policy.says_the_same(other));
    let meant = |policy: &Policy| {
        !policy.permissive || desired.iter().any(|other| policy.says_the_same(other))
    };
    let too_many = |change: &crate::rls::migration::Change| {
        change.up.iter().any(|up| up.starts_with("REVOKE"))
    };
    let rights = grants::table(&wall.role, candidate, live);
    live.enabled
        && (candidate.write.is_none() || live.forced)
        && desired.iter().all(there)
        && has.iter().all(meant)
        && !rights.iter().any(too_many)
}
