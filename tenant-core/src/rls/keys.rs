//! Foreign keys that stay within a tenant, and the keys and indexes that they
//! and the tenant predicate need.
//!
//! PostgreSQL checks foreign keys past policies: what keeps a row from referring
//! to another tenant's is the tenant column in the key.

use super::audit::{Fault, Severity};
use super::catalog::{Catalog, LiveForeignKey, LiveIndex, LiveRefusal, LiveTable};
use super::declared::Walled;
use super::error::PlanError;
use super::migration::Change;
use super::sql::{identifier, identifiers};
use crate::registry::{Ownership, TableName, WithoutTenant};

/// The steps, what they are for, and what is left to the people.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) changes: Vec<Change>,
    pub(super) remarks: Vec<String>,
    pub(super) lacks: Vec<Lack>,
    /// Unique keys that the steps add, so that none is added twice.
    unique: Vec<(u32, Vec<String>)>,
    /// The names that the steps give.
    names: Vec<String>,
}

/// Something that a table lacks.
#[derive(Debug)]
pub(super) struct Lack {
    pub(super) severity: Severity,
    pub(super) fault: Fault,
    pub(super) table: TableName,
    /// The name of a key or a column.
    pub(super) part: String,
    pub(super) detail: String,
}

impl Keys {
    fn lack(
        &mut self,
        (severity, fault): (Severity, Fault),
        table: &TableName,
        part: &str,
        detail: String,
    ) {
        self.lacks.push(Lack {
            severity,
            fault,
            table: table.clone(),
            part: part.to_owned(),
            detail,
        });
    }

    /// A lack that no step can fill.
    fn remark(&mut self, kind: (Severity, Fault), table: &TableName, part: &str, detail: String) {
        self.remarks.push(detail.clone());
        self.lack(kind, table, part, detail);
    }

    /// What the tables lack.
    pub(super) fn lacking(walled: &[Walled], catalog: &Catalog) -> Result<Self, PlanError> {
        let mut keys = Self::default();
        for from in walled {
            let live = catalog.table(&from.table.name)?;
            for foreign_key in &live.foreign_keys {
                let to = walled.iter().find(|to| {
                    let to = catalog.table(&to.table.name);
                    to.is_ok_and(|to| to.oid == foreign_key.target)
                });
                if let Some(to) = to {
                    keys.foreign_key(from, live, foreign_key, to, catalog)?;
                }
            }
        }
        for table in walled {
            let live = catalog.table(&table.table.name)?;
            keys.index(table, live);
            keys.under_parent(table, live, catalog);
            keys.moved(table, live);
            keys.oracles(table, live, walled, catalog);
            keys.primary(table, live);
        }
        Ok(keys)
    }

    fn foreign_key(
        &mut self,
        from: &Walled,
        live: &LiveTable,
        key: &LiveForeignKey,
        to: &Walled,
        catalog: &Catalog,
    ) -> Result<(), PlanError> {
        let owned = |walled: &Walled| match &walled.table.ownership {
            Ownership::Column { column, .. } => Some(column.clone()),
            _ => None,
        };
        // A tenant's rows refer to what is shared, and to the tenant itself.
        if to.write.is_none() || from.kind != to.kind {
            return Ok(());
        }
        if to
            .tenant_column()
            .is_some_and(|column| key.target_columns == [column])
        {
            return Ok(());
        }
        // The policy of the child looks at its parent itself.
        if matches!(&from.table.ownership, Ownership::Parent { foreign_key, .. }
            if key.columns == [foreign_key.as_str()])
        {
            return Ok(());
        }
        let name = &key.name;
        let (Some(column), Some(target_column)) = (owned(from), owned(to)) else {
            self.remark((Severity::Tells, Fault::ForeignKey), &from.table.name, name, format!(
                "the foreign key {name} of {} can refer to another tenant's row of {}, and cannot be \
                 made composite: both tables need a tenant column for that",
                from.table.name, to.table.name
            ));
            return Ok(());
        };
        let mut pairs = key.columns.iter().zip(&key.target_columns);
        if pairs.any(|(from, to)| (from, to) == (&column, &target_column)) {
            return Ok(());
        }
        if to.without_tenant() == WithoutTenant::Shared
            || key.on_update == "n"
            || key.on_update == "d"
        {
            self.remark(
                (Severity::Tells, Fault::ForeignKey),
                &from.table.name,
                name,
                format!(
                    "the foreign key {name} of {} can refer to another tenant's row of {}",
                    from.table.name, to.table.name
                ),
            );
            return Ok(());
        }
        let target = catalog.table(&to.table.name)?;
        let mut target_columns = vec![target_column];
        target_columns.extend(key.target_columns.iter().cloned());
        self.unique(target, &target_columns);

        let mut columns = vec![column];
        columns.extend(key.columns.iter().cloned());
        let composite = format!(
            "FOREIGN KEY ({}) REFERENCES {} ({}){}",
            identifiers(&columns),
            target.sql_name(),
            identifiers(&target_columns),
            actions(key),
        );
        let table = live.sql_name();
        let add = |name: &str, definition: &str| {
            format!(
                "ALTER TABLE {table} ADD CONSTRAINT {} {definition};",
                identifier(name)
            )
        };
        let drop =
            |name: &str| format!("ALTER TABLE {table} DROP CONSTRAINT {};", identifier(name));
        // Where the tenant column is NULL a composite key checks nothing, so the
        // old one stays beside it. It does where it matches in full, too.
        let change = if from.without_tenant() == WithoutTenant::None && !key.full {
            Change::new(
                [drop(name), add(name, &composite)],
                [drop(name), add(name, &key.definition)],
            )
        } else {
            let same = |other: &LiveForeignKey| {
                (other.target, &other.columns, &other.target_columns)
                    == (key.target, &columns, &target_columns)
            };
            if live.foreign_keys.iter().any(same) {
                return Ok(());
            }
            let beside = self.name(live, &[name], "tenant");
            Change::new([add(&beside, &composite)], [drop(&beside)])
        };
        let detail = format!(
            "the foreign key {name} can refer to another tenant's row of {}",
            to.table.name
        );
        let kind = (Severity::Hole, Fault::ForeignKey);
        self.lack(kind, &from.table.name, name, detail);
        self.changes.push(unforced(live, target, change));
        Ok(())
    }

    /// The unique key that a composite foreign key refers to.
    fn unique(&mut self, target: &LiveTable, columns: &[String]) {
        let same = |index: &LiveIndex| index.unique && index.immediate && index.columns == columns;
        let planned = (target.oid, columns.to_vec());
        if target.indexes.iter().any(same) || self.unique.contains(&planned) {
            return;
        }
        self.unique.push(planned);
        let table = target.sql_name();
        let mut parts = vec![target.name.as_str()];
        parts.extend(columns.iter().map(String::as_str));
        let name = identifier(&self.name(target, &parts, "key"));
        self.changes.push(Change::new(
            [format!(
                "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({});",
                identifiers(columns)
            )],
            [format!("ALTER TABLE {table} DROP CONSTRAINT {name};")],
        ));
    }

    /// The index by which the predicate finds a tenant's rows.
    fn index(&mut self, table: &Walled, live: &LiveTable) {
        let (lead, columns) = match &table.table.ownership {
            Ownership::Column { column, .. } => {
                let rest = table.table.primary_key.iter().filter(|key| *key != column);
                let mut columns = vec![column.clone()];
                columns.extend(rest.cloned());
                (column, columns)
            }
            Ownership::Parent { foreign_key, .. } => (foreign_key, vec![foreign_key.clone()]),
            Ownership::Root { .. } | Ownership::Shared => return,
        };
        let leads = |columns: &[String]| columns.first() == Some(lead);
        let planned = |(oid, columns): &(u32, Vec<String>)| *oid == live.oid && leads(columns);
        if live.indexes.iter().any(|index| leads(&index.columns)) || self.unique.iter().any(planned)
        {
            return;
        }
        let detail = format!("no index is led by {lead}");
        let kind = (Severity::Drift, Fault::Index);
        self.lack(kind, &table.table.name, lead, detail);
        let mut parts = vec![live.name.as_str()];
        parts.extend(columns.iter().map(String::as_str));
        let name = self.name(live, &parts, "idx");
        self.changes.push(Change::new(
            [format!(
                "CREATE INDEX {} ON {} ({});",
                identifier(&name),
                live.sql_name(),
                identifiers(&columns)
            )],
            [format!(
                "DROP INDEX {}.{};",
                identifier(&live.schema),
                identifier(&name)
            )],
        ));
    }

    /// A name for an index or a constraint of the table that nothing there has.
    fn name(&mut self, table: &LiveTable, parts: &[&str], last: &str) -> String {
        let mut name = shortened(parts, last);
        let mut number = 0;
        while table.names.contains(&name) || self.names.contains(&name) {
            number += 1;
            name = shortened(parts, &format!("{last}{number}"));
        }
        self.names.push(name.clone());
        name
    }

    /// The key by which a child belongs to its parent's tenant. An orphan is whoever's
    /// makes its parent next.
    fn under_parent(&mut self, table: &Walled, live: &LiveTable, catalog: &Catalog) {
        let Ownership::Parent {
            foreign_key,
            parent,
            parent_key,
        } = &table.table.ownership
        else {
            return;
        };
        let Ok(above) = catalog.table(parent) else {
            return;
        };
        let refers = |key: &&LiveForeignKey| {
            let mut pairs = key.columns.iter().zip(&key.target_columns);
            key.target == above.oid
                && pairs.any(|(from, to)| (from, to) == (foreign_key, parent_key))
                // One that matches in part is not checked where another column is NULL.
                && (key.full || key.columns.iter().all(|name| *name == *foreign_key || live.not_null(name)))
        };
        let name = &table.table.name;
        let mut keys = live.foreign_keys.iter().filter(refers);
        let detail = if keys.clone().any(|key| key.enforced) {
            return;
        } else if let Some(key) = keys.next() {
            format!(
                "the foreign key {} of {name} is not enforced for all rows: a row without its parent belongs \
                 to whoever makes the parent next; validate it, and enable its triggers",
                key.name
            )
        } else {
            format!(
                "{name} has no foreign key ({foreign_key}) to {parent}: a row without its parent belongs to \
                 whoever makes the parent next; add it"
            )
        };
        let kind = (Severity::Hole, Fault::ForeignKey);
        self.remark(kind, name, foreign_key, detail);
    }

    /// PostgreSQL changes the rows that refer to one past policies: to a default that is
    /// another tenant's, or to the `NULL` of what all tenants share.
    fn moved(&mut self, table: &Walled, live: &LiveTable) {
        let (Ownership::Column { column: whose, .. }
        | Ownership::Root { column: whose, .. }
        | Ownership::Parent {
            foreign_key: whose, ..
        }) = &table.table.ownership
        else {
            return;
        };
        let shared = table.without_tenant() == WithoutTenant::Shared;
        for key in live
            .foreign_keys
            .iter()
            .filter(|key| key.columns.contains(whose))
        {
            let on_delete =
                key.on_delete_columns.is_empty() || key.on_delete_columns.contains(whose);
            let does =
                |action: &str| key.on_update == action || on_delete && key.on_delete == action;
            let whom = if does("d") {
                "the tenant of its default"
            } else if shared && does("n") {
                "all tenants"
            } else {
                continue;
            };
            let name = &table.table.name;
            let detail = format!(
                "the foreign key {} gives rows of {name} to {whom}, when the row that they refer to is \
                 deleted or gets another key; let it leave {whose} alone, CASCADE or RESTRICT",
                key.name
            );
            let kind = (Severity::Hole, Fault::ForeignKey);
            self.remark(kind, name, &key.name, detail);
        }
    }

    /// What refuses a row because of another tenant's. Some are meant to: by an API key
    /// or a host name the tenant is found. What the database numbers tells nothing that
    /// a tenant has chosen.
    fn oracles(&mut self, table: &Walled, live: &LiveTable, walled: &[Walled], catalog: &Catalog) {
        let (whose, column) = match &table.table.ownership {
            Ownership::Column { column, .. } | Ownership::Root { column, .. } => {
                (column, Some(column))
            }
            Ownership::Parent { foreign_key, .. } => (foreign_key, None),
            Ownership::Shared => return,
        };
        // A reference to a row of the tenant's own keeps tenants apart as well.
        let own = |name: &String| {
            let pairs = live.foreign_keys.iter().filter(|key| key.enforced);
            let mut pairs = pairs.flat_map(|key| {
                let pairs = key.columns.iter().zip(&key.target_columns);
                pairs.map(|(from, to)| (from, key.target, to))
            });
            pairs.any(|(from, target, to)| {
                from == name
                    && walled.iter().any(|other| {
                        other.write.is_some()
                            && other.kind == table.kind
                            && other.table.primary_key == [to.as_str()]
                            && catalog
                                .table(&other.table.name)
                                .is_ok_and(|live| live.oid == target)
                    })
            })
        };
        let apart = |refusal: &LiveRefusal| {
            refusal.columns.contains(whose)
                || !refusal.surrogates.is_empty()
                || refusal.columns.iter().any(own)
                || refusal
                    .columns
                    .iter()
                    .all(|name| table.table.look_up.contains(name))
                || column.is_some_and(|column| without_tenant(refusal, column))
        };
        for refusal in live.refusals.iter().filter(|refusal| !apart(refusal)) {
            let what = if refusal.primary {
                "primary key"
            } else {
                "unique key"
            };
            self.remark(
                (Severity::Tells, Fault::UniqueKey),
                &table.table.name,
                &refusal.name,
                format!(
                    "the {what} {} of {} tells a tenant that another has a value; lead it by {whose}, \
                     unless the value is meant to be unique among all tenants",
                    refusal.name, table.table.name,
                ),
            );
        }
    }

    /// Diesel finds one row by it, and a child its parent.
    fn primary(&mut self, table: &Walled, live: &LiveTable) {
        let stated = &table.table.primary_key;
        let tenant = table.tenant_column();
        let fits = |name: &String| stated.contains(name) || Some(name.as_str()) == tenant;
        let unique = |refusal: &LiveRefusal| refusal.key && refusal.columns.iter().all(fits);
        if !live.refusals.iter().any(unique) {
            let detail = format!(
                "the declared primary key ({}) is not unique",
                stated.join(", ")
            );
            let kind = (Severity::Drift, Fault::PrimaryKey);
            self.lack(kind, &table.table.name, "", detail);
        }
    }
}

/// Is it about rows alone that no tenant writes?
fn without_tenant(refusal: &LiveRefusal, column: &str) -> bool {
    refusal.of.as_ref().is_some_and(|of| {
        [column.to_owned(), identifier(column)]
            .iter()
            .any(|column| {
                let of_nobody = format!("({column} IS NULL)");
                *of == of_nobody
                    || of.starts_with(&format!("({of_nobody} AND "))
                    || (of.ends_with(&format!(" AND {of_nobody})")))
            })
    })
}

/// The checks of a new foreign key are made by the owner, to whom forced
/// policies show no rows.
fn unforced(from: &LiveTable, to: &LiveTable, change: Change) -> Change {
    let mut forced: Vec<&LiveTable> = [from, to]
        .into_iter()
        .filter(|table| table.forced)
        .collect();
    forced.dedup_by_key(|table| table.oid);
    let alter = |what: &str| -> Vec<String> {
        let alter = |table: &&LiveTable| {
            format!(
                "ALTER TABLE {} {what} ROW LEVEL SECURITY;",
                table.sql_name()
            )
        };
        forced.iter().map(alter).collect()
    };
    let around = |steps: Vec<String>| [alter("NO FORCE"), steps, alter("FORCE")].concat();
    Change {
        up: around(change.up),
        down: around(change.down),
    }
}

/// What a foreign key says beyond its columns.
fn actions(key: &LiveForeignKey) -> String {
    let mut sql = String::new();
    let action = |action: &str| match action {
        "r" => Some("RESTRICT"),
        "c" => Some("CASCADE"),
        "n" => Some("SET NULL"),
        "d" => Some("SET DEFAULT"),
        _ => None,
    };
    if let Some(update) = action(&key.on_update) {
        sql += &format!(" ON UPDATE {update}");
    }
    if let Some(delete) = action(&key.on_delete) {
        sql += &format!(" ON DELETE {delete}");
        // Not the tenant column, which belongs to the row.
        if matches!(key.on_delete.as_str(), "n" | "d") {
            let named = &key.on_delete_columns;
            let columns = if named.is_empty() {
                &key.columns
            } else {
                named
            };
            sql += &format!(" ({})", identifiers(columns));
        }
    }
    if key.deferrable {
        sql += " DEFERRABLE";
    }
    if key.deferred {
        sql += " INITIALLY DEFERRED";
    }
    sql
}

/// A name, as long as PostgreSQL lets names be. The last part stays whole.
fn shortened(parts: &[&str], last: &str) -> String {
    const LIMIT: usize = 63;
    let mut name = parts.join("_");
    let end = LIMIT.saturating_sub(last.len() + 1);
    name.truncate(name.floor_char_boundary(end));
    format!("{name}_{last}")
}
