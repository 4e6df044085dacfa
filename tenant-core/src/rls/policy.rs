//! Policies: those that a table should have, and those that it has.

use super::catalog::{Catalog, LivePolicy, LiveTable};
use super::declared::Walled;
use super::error::PlanError;
use super::functions::Cluster;
use super::migration::Change;
use super::sql::{identifier, identifiers};

/// What the names of generated policies begin with. Others are left alone.
pub(super) const PREFIX: &str = "tenant_core_";

/// A policy, written as the catalog has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Policy {
    pub(super) name: String,
    pub(super) permissive: bool,
    /// `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    pub(super) command: String,
    /// `PUBLIC` is an empty list.
    pub(super) roles: Vec<String>,
    pub(super) using: Option<String>,
    pub(super) check: Option<String>,
}

impl Policy {
    fn new(name: &str, permissive: bool, command: &str) -> Self {
        Self {
            name: format!("{PREFIX}{name}"),
            permissive,
            command: command.to_owned(),
            roles: Vec::new(),
            using: None,
            check: None,
        }
    }

    fn using(mut self, predicate: &str) -> Self {
        self.using = Some(predicate.to_owned());
        self
    }

    fn check(mut self, predicate: &str) -> Self {
        self.check = Some(predicate.to_owned());
        self
    }

    /// Do both say the same? The server breaks lines and quotes names as it
    /// likes.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let plain = |expression: &Option<String>| {
            expression.as_ref().map(|expression| {
                let solid = |c: &char| !c.is_whitespace() && *c != '"';
                expression.chars().filter(solid).collect::<String>()
            })
        };
        (&self.name, self.permissive, &self.command, &self.roles)
            == (&other.name, other.permissive, &other.command, &other.roles)
            && plain(&self.using) == plain(&other.using)
            && plain(&self.check) == plain(&other.check)
    }

    pub(super) fn create(&self, table: &str) -> String {
        let mut sql = format!(
            "CREATE POLICY {} ON {table}\n  AS {} FOR {} TO {}",
            identifier(&self.name),
            if self.permissive {
                "PERMISSIVE"
            } else {
                "RESTRICTIVE"
            },
            self.command,
            if self.roles.is_empty() {
                "PUBLIC".to_owned()
            } else {
                identifiers(&self.roles)
            },
        );
        if let Some(using) = &self.using {
            sql += &format!("\n  USING ({using})");
        }
        if let Some(check) = &self.check {
            sql += &format!("\n  WITH CHECK ({check})");
        }
        sql + ";"
    }

    pub(super) fn drop(&self, table: &str) -> String {
        format!("DROP POLICY {} ON {table};", identifier(&self.name))
    }
}

impl From<&LivePolicy> for Policy {
    fn from(live: &LivePolicy) -> Self {
        Self {
            name: live.name.clone(),
            permissive: live.permissive,
            command: live.command.clone(),
            roles: live.roles.clone(),
            using: live.using.clone(),
            check: live.check.clone(),
        }
    }
}

/// The policies that a table should have.
///
/// Each of the tenant's is there twice: once as a permissive policy, which opens the
/// tenant's rows, and once as a restrictive one, which holds whatever policies stand
/// beside it. Citus makes them on its workers without `AS RESTRICTIVE`, where all are
/// OR-ed: a permissive policy that is wider than the restrictive one opens the table
/// there. With `p` twice, `p AND p` is `p` and so is `p OR p`, and no other pair is
/// right both ways. PostgreSQL plans equal predicates as one, but for what is checked
/// of a row that is written.
///
/// All are for `PUBLIC`, so that no role is forgotten; which roles may come near
/// the table at all is a matter of grants.
pub(super) fn policies(walled: &Walled, catalog: &Catalog) -> Result<Vec<Policy>, PlanError> {
    let table = &walled.table.name;
    let Some(write) = &walled.write else {
        return Ok(vec![Policy::new("base", true, "SELECT").using("true")]);
    };
    let write_sql = write.sql(table, catalog)?;
    if walled.read == *write {
        let policy = |name, permissive| {
            Policy::new(name, permissive, "ALL")
                .using(&write_sql)
                .check(&write_sql)
        };
        return Ok(vec![policy("base", true), policy("tenant", false)]);
    }
    let read_sql = walled.read.sql(table, catalog)?;
    let a_verb_each = |base: &str, permissive| {
        let policy = |name, command| Policy::new(&format!("{base}{name}"), permissive, command);
        [
            policy("read", "SELECT").using(&read_sql),
            policy("insert", "INSERT").check(&write_sql),
            policy("update", "UPDATE")
                .using(&write_sql)
                .check(&write_sql),
            policy("delete", "DELETE").using(&write_sql),
        ]
    };
    let mut policies = Vec::from(a_verb_each("base_", true));
    policies.extend(a_verb_each("", false));
    Ok(policies)
}

/// The policies of the application's own that open a table on the workers of a
/// cluster, each in words. The restrictive ones do too: Citus drops that there.
pub(super) fn widening_on_workers<'a>(
    live: &'a LiveTable,
    catalog: &Catalog,
) -> impl Iterator<Item = String> + 'a {
    let cluster = catalog.cluster == Cluster::Citus;
    let others = live
        .policies
        .iter()
        .filter(move |policy| cluster && !policy.name.starts_with(PREFIX));
    others.map(|policy| {
        format!(
            "the policy {} of {} lets through on the workers whatever it is true for, of every tenant: \
             Citus makes all policies permissive there; drop it",
            policy.name, live.name
        )
    })
}

/// From the policies that a table has to those that it should have.
///
/// A shared table is not forced: its owner writes it, in migrations.
pub(super) fn changes(
    walled: &Walled,
    live: &LiveTable,
    catalog: &Catalog,
) -> Result<Vec<Change>, PlanError> {
    let table = live.sql_name();
    let desired = policies(walled, catalog)?;
    let mut changes = Vec::new();
    let has: Vec<Policy> = live.policies.iter().map(Policy::from).collect();
    let alike =
        |policy: &Policy, others: &[Policy]| others.iter().any(|other| policy.says_the_same(other));
    for policy in &desired {
        if !alike(policy, &has) {
            let before = has.iter().find(|other| other.name == policy.name);
            changes.push(match before {
                Some(before) => Change::new(
                    [before.drop(&table), policy.create(&table)],
                    [policy.drop(&table), before.create(&table)],
                ),
                None => Change::new([policy.create(&table)], [policy.drop(&table)]),
            });
        }
    }
    for stale in &has {
        let kept = desired.iter().any(|policy| policy.name == stale.name);
        if stale.name.starts_with(PREFIX) && !kept {
            changes.push(Change::new([stale.drop(&table)], [stale.create(&table)]));
        }
    }
    let alter = |what| format!("ALTER TABLE {table} {what} ROW LEVEL SECURITY;");
    if !live.enabled {
        changes.push(Change::new([alter("ENABLE")], [alter("DISABLE")]));
    }
    let forced = walled.write.is_some();
    if forced && !live.forced {
        changes.push(Change::new([alter("FORCE")], [alter("NO FORCE")]));
    } else if !forced && live.forced {
        changes.push(Change::new([alter("NO FORCE")], [alter("FORCE")]));
    }
    Ok(changes)
}
