//! The forms of a row that the generated statements take.

use std::cell::RefCell;
use std::rc::Rc;

use diesel::result::QueryResult;

use super::Action;
use super::case::{ALIAS, Forms};
use super::snapshot::{Row, Snapshot};
use super::stage::Stage;
use super::target::{Side, Target, Via};
use super::text::{Sql, Value};
use super::trial::Try;
use crate::catalog::{Catalog, Column};
use crate::registry::{Ownership, Table};

pub(super) fn forms<C: Catalog>(stage: &Stage<C>, declared: &Table, row: &Row) -> Forms {
    let observer = &stage.observer;
    // Without the tenant column, where there is more: the bare id is the harder try.
    let tenant_column = tenant_column(declared);
    let alone = declared.primary_key.len() == 1;
    let in_key = |column: &Column| {
        let is_tenant = tenant_column == Some(&column.name);
        declared.primary_key.contains(&column.name) && (alone || !is_tenant)
    };
    let table = observer.tables.get(row.table);
    let whole = |alias| {
        table
            .map(|table| observer.row(None, table, alias))
            .unwrap_or_default()
    };
    let columns = table.into_iter().flat_map(|table| &table.columns);
    let values: Vec<_> = columns
        .zip(&row.values)
        .filter(|(column, _)| {
            let filled_in = tenant_column == Some(&column.name);
            !filled_in && !column.generated && !column.numbered
        })
        .map(|(column, value)| Value {
            column: column.name.clone(),
            sql: Sql(value.clone()),
            to_parent: is_foreign_key(declared, &column.name),
        })
        .collect();
    Forms {
        row: whole(None),
        row_of_alias: whole(Some(ALIAS)),
        key: observer.is_row(row, None, in_key),
        key_of_alias: observer.is_row(row, Some(ALIAS), in_key),
        values: values.clone(),
        upserted: values,
        changes: Vec::new(),
        model: RefCell::new(None),
    }
}

/// The column with the tenant key, where the table has one.
pub(super) fn tenant_column(declared: &Table) -> Option<&String> {
    match &declared.ownership {
        Ownership::Column { column, .. } | Ownership::Root { column, .. } => Some(column),
        Ownership::Parent { .. } | Ownership::Shared => None,
    }
}

pub(super) fn is_foreign_key(declared: &Table, column: &str) -> bool {
    matches!(&declared.ownership, Ownership::Parent { foreign_key, .. } if foreign_key == column)
}

/// Makes two attacks out of the row of a child. It is inserted under the other's
/// parent, with a key that is free; and it is upserted with the other's key, under
/// A's parent. With both of the other's, the one refusal would hide the other.
pub(super) fn under_their_parent(theirs: &mut Forms, own: &Forms) {
    if !theirs.is_child() {
        return;
    }
    let mix = |rest: &[Value], parent: &[Value]| {
        let of_parent = |value: &Value| parent.iter().find(|other| other.column == value.column);
        let mixed = rest.iter().map(|value| match of_parent(value) {
            Some(parent) if value.to_parent => parent.clone(),
            _ => value.clone(),
        });
        mixed.collect()
    };
    theirs.upserted = mix(&theirs.values, &own.values);
    theirs.values = mix(&own.values, &theirs.values);
}

/// A change that A can make to its own row: one column gets the value that it
/// has in B's row. Where no column can, one gets the value that it has.
pub(super) fn changes<C: Catalog>(
    stage: &mut Stage<C>,
    target: &dyn Target<C>,
    declared: &Table,
    forms: &mut Forms,
    (own, theirs): (&Row, &Row),
    before: &Rc<Snapshot>,
) -> QueryResult<Vec<Value>> {
    let (mut in_key, mut others): (Vec<_>, Vec<_>) = forms
        .values
        .iter()
        .filter(|value| !value.to_parent)
        .cloned()
        .partition(|value| declared.primary_key.contains(&value.column));
    for value in &others {
        let mut change = value.clone();
        let Some(new) = stage.observer.value(theirs, &value.column) else {
            continue;
        };
        if new == change.sql.0 {
            continue;
        }
        change.sql = Sql(new.to_owned());
        forms.changes = vec![change];
        let attempted = Try {
            action: Action::Update,
            via: Via::Statement,
            victim: Side::A,
            forms,
            before,
            freed: None,
        };
        let tried = attempted.run(stage, target)?;
        let changed = tried.is_some_and(|tried| {
            let new = tried.after.without(&tried.before);
            new.iter().any(|row| row.table == own.table)
        });
        if changed {
            return Ok(std::mem::take(&mut forms.changes));
        }
    }
    let mut any = if others.is_empty() {
        &mut in_key
    } else {
        &mut others
    }
    .drain(..);
    Ok(any.next().into_iter().collect())
}

/// The same columns, for `own`, with the values of `row`. A key keeps its value: it can
/// be taken, which is no answer about the other's row.
pub(super) fn swapped<C: Catalog>(
    stage: &Stage<C>,
    declared: &Table,
    changes: &[Value],
    (own, row): (&Row, &Row),
) -> Vec<Value> {
    let mut changes = changes.to_vec();
    for change in &mut changes {
        let row = match declared.primary_key.contains(&change.column) {
            true => own,
            false => row,
        };
        if let Some(value) = stage.observer.value(row, &change.column) {
            change.sql = Sql(value.to_owned());
        }
    }
    changes
}

/// Deletes the row, if nothing refers to it.
pub(super) fn delete<C: Catalog>(stage: &mut Stage<C>, row: &Row) -> QueryResult<()> {
    let statement = super::restore::delete(&stage.observer, row);
    stage.mark()?;
    match stage.observing().batch_execute(&statement) {
        Ok(()) => stage.keep(),
        Err(_) => stage.back(),
    }
}
