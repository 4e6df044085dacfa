//! The declared tables: what the migration would change.

use super::{Fault, Finding};
use crate::registry::{TableName, WithoutTenant};
use crate::rls::catalog::{Catalog, LiveTable};
use crate::rls::declared::Walled;
use crate::rls::error::PlanError;
use crate::rls::keys::Keys;
use crate::rls::kind::Kind;
use crate::rls::policy::{PREFIX, Policy, policies};
use crate::rls::{RowLevelSecurity, grants, install};

pub(super) fn findings(
    wall: &RowLevelSecurity,
    walled: &[Walled],
    kinds: &[Kind],
    catalog: &Catalog,
) -> Result<Vec<Finding>, PlanError> {
    let mut findings = Vec::new();
    let mut there = Vec::new();
    for table in walled {
        match catalog.table(&table.table.name) {
            Ok(live) => {
                there.push(table.clone());
                drift(table, live, &mut findings);
                wall_of(table, live, catalog, &mut findings)?;
                for change in grants::table(&wall.role, table, live) {
                    rights(&table.table.name, &change.up, &mut findings);
                }
            }
            Err(error) => findings.push(Finding::new(
                Fault::Drift,
                &table.table.name,
                error.to_string(),
            )),
        }
    }
    for lack in Keys::lacking(&there, catalog)?.lacks {
        findings.push(Finding::new(lack.fault, &lack.table, lack.detail));
    }
    let mut wanted = install::missing(kinds, catalog);
    wanted.extend(install::stale(kinds, catalog));
    for change in wanted {
        let statement = change.up.first().map(String::as_str).unwrap_or_default();
        let object = statement.lines().next().unwrap_or_default();
        findings.push(Finding::new(
            Fault::Function,
            object.split(" RETURNS ").next().unwrap_or(object),
            "the migrations would change it",
        ));
    }
    for change in grants::schemas(&wall.role, catalog) {
        rights("a schema", &change.up, &mut findings);
    }
    if catalog.temporary {
        findings.push(Finding::new(
            Fault::Rights,
            &wall.role,
            "can make temporary tables, which the next tenant of its connection sees",
        ));
    }
    Ok(findings)
}

fn rights(object: impl std::fmt::Display, up: &[String], findings: &mut Vec<Finding>) {
    for statement in up {
        findings.push(Finding::new(
            Fault::Rights,
            &object,
            format!("needs {statement}"),
        ));
    }
}

/// Are the columns the declared ones?
fn drift(table: &Walled, live: &LiveTable, findings: &mut Vec<Finding>) {
    let name = &table.table.name;
    for column in &table.table.columns {
        if live.columns.iter().all(|live| live.name != *column) {
            let detail = format!("the declared column {column} is not in the database");
            findings.push(Finding::new(Fault::Drift, name, detail));
        }
    }
    for column in &live.columns {
        if !table.table.columns.contains(&column.name) {
            let detail = format!("the column {} is not declared", column.name);
            findings.push(Finding::new(Fault::Drift, name, detail));
        }
        let tenant = table.tenant_column() == Some(column.name.as_str());
        if tenant && !column.not_null && table.without_tenant() == WithoutTenant::None {
            let detail = format!(
                "{} can be NULL, and the declaration does not say so",
                column.name
            );
            findings.push(Finding::new(Fault::Nullable, name, detail));
        }
    }
}

/// Do its policies say what the declaration says?
fn wall_of(
    table: &Walled,
    live: &LiveTable,
    catalog: &Catalog,
    findings: &mut Vec<Finding>,
) -> Result<(), PlanError> {
    let name: &TableName = &table.table.name;
    let mut found = |fault, detail: String| findings.push(Finding::new(fault, name, detail));
    if !live.enabled {
        found(
            Fault::NotEnabled,
            "row-level security is not enabled".to_owned(),
        );
    }
    if table.write.is_some() && !live.forced {
        found(
            Fault::NotForced,
            "row-level security is not forced".to_owned(),
        );
    }
    let desired = match policies(table, catalog) {
        // Said where the columns and the parent are looked for.
        Err(PlanError::NoSuchColumn { .. } | PlanError::NoSuchTable { .. }) => return Ok(()),
        desired => desired?,
    };
    let has: Vec<Policy> = live.policies.iter().map(Policy::from).collect();
    for policy in &desired {
        match has.iter().find(|other| other.name == policy.name) {
            None => found(
                Fault::Policy,
                format!("the policy {} is missing", policy.name),
            ),
            Some(other) if !policy.says_the_same(other) => found(
                Fault::Policy,
                format!("the policy {} is not the declared one", policy.name),
            ),
            Some(_) => {}
        }
    }
    for policy in &has {
        if desired.iter().any(|desired| desired.name == policy.name) {
            continue;
        }
        if policy.name.starts_with(PREFIX) {
            found(
                Fault::Policy,
                format!("the policy {} is not declared", policy.name),
            );
        } else if policy.permissive {
            found(
                Fault::Widening,
                format!(
                    "the permissive policy {} is nobody's declaration",
                    policy.name
                ),
            );
        }
    }
    Ok(())
}
