//! Foreign keys that stay within a tenant, and the keys and indexes that they
//! and the tenant predicate need.
//!
//! PostgreSQL checks foreign keys past policies: what keeps a row from referring
//! to another tenant's is the tenant column in the key.

use super::audit::Fault;
use super::catalog::{Catalog, LiveForeignKey, LiveIndex, LiveTable};
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
    pub(super) fault: Fault,
    pub(super) table: TableName,
    pub(super) detail: String,
}

impl Keys {
    fn lack(&mut self, fault: Fault, table: &TableName, detail: String) {
        self.lacks.push(Lack {
            fault,
            table: table.clone(),
            detail,
        });
    }

    /// A lack that no step can fill.
    fn remark(&mut self, fault: Fault, table: &TableName, detail: String) {
        self.remarks.push(detail.clone());
        self.lack(fault, table, detail);
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
            keys.oracles(table, live);
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
            self.remark(Fault::ForeignKey, &from.table.name, format!(
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
                Fault::ForeignKey,
                &from.table.name,
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
        self.lack(Fault::ForeignKey, &from.table.name, detail);
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
        self.lack(Fault::Index, &table.table.name, detail);
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

    /// Unique keys that tell one tenant what another has. Some are meant to: by
    /// an API key or a host name the tenant is found.
    fn oracles(&mut self, table: &Walled, live: &LiveTable) {
        let Ownership::Column { column, .. } = &table.table.ownership else {
            return;
        };
        for index in &live.indexes {
            if index.unique && !index.primary && !index.columns.contains(column) {
                self.remark(Fault::UniqueKey, &table.table.name, format!(
                    "the unique key {} of {} tells a tenant that another has a value; lead it by {column}, \
                     unless the value is meant to be unique among all tenants",
                    index.name, table.table.name,
                ));
            }
        }
    }
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
