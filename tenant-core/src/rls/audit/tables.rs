//! The declared tables: what the migration would change.

use super::reach::Reach;
use super::{Fault, Finding, Severity};
use crate::registry::{Ownership, TableName, WithoutTenant};
use crate::rls::catalog::{Catalog, LiveTable};
use crate::rls::declared::Walled;
use crate::rls::error::PlanError;
use crate::rls::functions::Cluster;
use crate::rls::keys::Keys;
use crate::rls::kind::Kind;
use crate::rls::policy::{PREFIX, Policy, policies};
use crate::rls::{RowLevelSecurity, grants, install};

pub(super) fn findings(
    wall: &RowLevelSecurity,
    walled: &[Walled],
    kinds: &[Kind],
    catalog: &Catalog,
    reach: &Reach,
) -> Result<Vec<Finding>, PlanError> {
    let mut findings = Vec::new();
    let mut there = Vec::new();
    for table in walled {
        match catalog.table(&table.table.name) {
            Ok(live) => {
                there.push(table.clone());
                drift(table, live, &mut findings);
                wall_of(table, live, catalog, reach, &mut findings)?;
                let owned = table.write.is_some();
                for change in grants::table(&wall.role, table, live) {
                    rights(&table.table.name, owned, &change.up, &mut findings);
                }
            }
            Err(error) => findings.push(Finding::new(
                Severity::Drift,
                Fault::Drift,
                &table.table.name,
                "",
                error.to_string(),
            )),
        }
    }
    for lack in Keys::lacking(&there, catalog)?.lacks {
        let table = &lack.table;
        findings.push(Finding::new(
            lack.severity,
            lack.fault,
            table,
            lack.part,
            lack.detail,
        ));
    }
    findings.extend(functions(wall, kinds, catalog));
    for (schema, change) in grants::schemas(&wall.role, catalog) {
        rights(schema, true, &change.up, &mut findings);
    }
    if catalog.temporary {
        findings.push(Finding::new(
            Severity::Hole,
            Fault::Rights,
            &wall.role,
            "TEMPORARY",
            "can make temporary tables, which the next tenant of its connection sees; as the owner of the \
             database, REVOKE TEMPORARY ON DATABASE .. FROM PUBLIC",
        ));
    }
    Ok(findings)
}

/// The functions of the wall. A kind of tenant that only the next release has brings
/// functions of its own, and changes those that know all kinds.
fn functions(wall: &RowLevelSecurity, kinds: &[Kind], catalog: &Catalog) -> Vec<Finding> {
    let has = |name: &str| catalog.functions.iter().any(|live| live.name == name);
    let mut with_next = kinds.to_vec();
    for kind in &wall.kinds {
        if has(&kind.key_function()) && !with_next.contains(kind) {
            with_next.push(kind.clone());
        }
    }
    // In the order in which the next release names them.
    let order = |kind: &Kind| wall.kinds.iter().position(|other| other == kind);
    with_next.sort_by_key(order);
    let next = install::missing(&with_next, catalog);
    let mut wanted = install::missing(kinds, catalog);
    let is_next = wanted.iter().any(|change| !change.down.is_empty()) && next.is_empty();
    wanted.extend(install::stale(kinds, catalog));
    let finding = |change: crate::rls::migration::Change| {
        let statement = change.up.first().map(String::as_str).unwrap_or_default();
        let object = statement.lines().next().unwrap_or_default();
        let replaced = change
            .down
            .iter()
            .any(|down| down.starts_with("CREATE OR REPLACE"));
        let (severity, detail) = if is_next {
            (
                Severity::Drift,
                "a kind of tenant that is not declared here has changed it",
            )
        } else if replaced && change.up.iter().any(|up| up.starts_with("CREATE")) {
            (Severity::Hole, "the migrations would change it")
        } else if replaced {
            (Severity::Drift, "the migrations would drop it")
        } else {
            (Severity::Drift, "the migrations would make it")
        };
        let object = object.split(" RETURNS ").next().unwrap_or(object);
        Finding::new(severity, Fault::Function, object, "", detail)
    };
    wanted.into_iter().map(finding).collect()
}

fn rights(object: impl std::fmt::Display, owned: bool, up: &[String], findings: &mut Vec<Finding>) {
    for statement in up {
        // Policies hold for whoever else may read and write.
        let rights = statement
            .strip_prefix("REVOKE ")
            .and_then(|rest| rest.split(" ON ").next());
        let has =
            |right: &str| rights.is_some_and(|rights| rights.split(", ").any(|has| has == right));
        let severity = if has("TRUNCATE")
            || has("TRIGGER")
            || (!owned && (has("INSERT") || has("UPDATE") || has("DELETE")))
        {
            Severity::Hole
        } else if has("REFERENCES") {
            Severity::Tells
        } else {
            Severity::Drift
        };
        let detail = format!("needs {statement}");
        let part = rights.unwrap_or_default();
        findings.push(Finding::new(severity, Fault::Rights, &object, part, detail));
    }
}

/// Are the columns the declared ones?
fn drift(table: &Walled, live: &LiveTable, findings: &mut Vec<Finding>) {
    let name = &table.table.name;
    let decides = match &table.table.ownership {
        Ownership::Parent { foreign_key, .. } => Some(foreign_key.as_str()),
        _ => table.tenant_column(),
    };
    let mut found = |severity, fault, column: &str, detail: String| {
        findings.push(Finding::new(severity, fault, name, column, detail));
    };
    for column in &table.table.columns {
        if live.columns.iter().all(|live| live.name != *column) {
            let severity = if decides == Some(column) {
                Severity::Hole
            } else {
                Severity::Drift
            };
            let detail = format!("the declared column {column} is not in the database");
            found(severity, Fault::Drift, column, detail);
        }
    }
    for column in &live.columns {
        if !table.table.columns.contains(&column.name) {
            let detail = format!("the column {} is not declared", column.name);
            found(Severity::Drift, Fault::Drift, &column.name, detail);
        }
        if decides != Some(column.name.as_str()) {
            continue;
        }
        // Such a row is nobody's: no tenant sees it.
        if !column.not_null && table.without_tenant() == WithoutTenant::None {
            let detail = format!(
                "{} can be NULL, and the declaration does not say so",
                column.name
            );
            found(Severity::Drift, Fault::Nullable, &column.name, detail);
        }
        if !column.exact {
            let detail = format!(
                "keys that differ are the same to the collation of {}; give it a deterministic one",
                column.name
            );
            found(Severity::Hole, Fault::Collation, &column.name, detail);
        }
    }
}

/// Do its policies say what the declaration says?
fn wall_of(
    table: &Walled,
    live: &LiveTable,
    catalog: &Catalog,
    reach: &Reach,
    findings: &mut Vec<Finding>,
) -> Result<(), PlanError> {
    let name: &TableName = &table.table.name;
    let mut found = |severity, fault, part: &str, detail: String| {
        findings.push(Finding::new(severity, fault, name, part, detail));
    };
    if !live.enabled {
        // All read a shared table, and writing it takes a right, which is said too.
        let severity = if table.write.is_some() {
            Severity::Hole
        } else {
            Severity::Drift
        };
        let detail = "row-level security is not enabled".to_owned();
        found(severity, Fault::NotEnabled, "", detail);
    }
    if table.write.is_some() && !live.forced {
        let detail =
            "row-level security is not forced: views and functions of the owner see all rows";
        found(Severity::Hole, Fault::NotForced, "", detail.to_owned());
    }
    let desired = match policies(table, catalog) {
        Err(error @ (PlanError::NoSuchColumn { .. } | PlanError::NoSuchTable { .. })) => {
            let detail = format!("the policies cannot be compared: {error}");
            found(Severity::Hole, Fault::Policy, "", detail);
            return Ok(());
        }
        desired => desired?,
    };
    let has: Vec<Policy> = live.policies.iter().map(Policy::from).collect();
    for policy in &desired {
        match has.iter().find(|other| other.name == policy.name) {
            // Without a permissive policy there are no rows.
            None => found(
                if policy.permissive {
                    Severity::Drift
                } else {
                    Severity::Hole
                },
                Fault::Policy,
                &policy.name,
                format!("the policy {} is missing", policy.name),
            ),
            Some(other) if !policy.says_the_same(other) => found(
                Severity::Hole,
                Fault::Policy,
                &policy.name,
                format!("the policy {} is not the declared one", policy.name),
            ),
            Some(_) => {}
        }
    }
    for policy in &has {
        if desired.iter().any(|desired| desired.name == policy.name) {
            continue;
        }
        let applies =
            policy.roles.is_empty() || policy.roles.iter().any(|role| reach.names.contains(role));
        // The tenant's restrictive policies hold beside it; on the workers of a cluster,
        // and on a shared table, there are none.
        let holds = table.write.is_some() && catalog.cluster == Cluster::Single;
        let is_generated = policy.name.starts_with(PREFIX);
        let severity = if policy.permissive && applies && (is_generated || !holds) {
            Severity::Hole
        } else {
            Severity::Drift
        };
        if is_generated {
            let detail = format!("the policy {} is not declared", policy.name);
            found(severity, Fault::Policy, &policy.name, detail);
        } else if policy.permissive {
            let detail = format!(
                "the permissive policy {} is not declared: the tenant's restrictive policies alone hold \
                 beside it; make it AS RESTRICTIVE",
                policy.name
            );
            found(severity, Fault::Widening, &policy.name, detail);
        }
    }
    Ok(())
}
