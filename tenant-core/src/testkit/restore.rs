//! Changing the rows back that an attack changed, where it was committed.

use diesel::result::QueryResult;

use super::snapshot::{Observer, Row, Snapshot};
use super::stage::Stage;
use crate::catalog::{Catalog, Column, Dialect};

/// Makes the rows what they were in `mark`.
///
/// Which table refers to which is not asked: what cannot be changed yet is tried
/// again after the rest, and an error when nothing else is left.
pub(super) fn restore<C: Catalog>(
    observer: &Observer,
    conn: &mut C,
    mark: &Snapshot,
) -> QueryResult<()> {
    let now = observer.look(conn)?;
    let deletes = now.without(mark);
    let inserts = mark.without(&now);
    let mut left: Vec<String> = deletes.iter().map(|row| delete(observer, row)).collect();
    run(conn, &mut left)?;
    let mut left: Vec<String> = inserts.iter().map(|row| insert(observer, row)).collect();
    run(conn, &mut left)?;
    if deletes.is_empty() {
        return Ok(());
    }
    // A cascade may have taken rows that were meant to stay.
    let now = observer.look(conn)?;
    let mut left: Vec<String> = mark
        .without(&now)
        .iter()
        .map(|row| insert(observer, row))
        .collect();
    run(conn, &mut left)
}

fn run<C: Catalog>(conn: &mut C, left: &mut Vec<String>) -> QueryResult<()> {
    while !left.is_empty() {
        let before = left.len();
        let mut error = None;
        left.retain(|statement| {
            let result = conn.transaction(|conn| conn.batch_execute(statement));
            result.map_err(|failed| error = Some(failed)).is_err()
        });
        if left.len() == before {
            return error.map_or(Ok(()), Err);
        }
    }
    Ok(())
}

/// Takes rows away. `false` where the database does not let them go.
pub(super) fn remove<C: Catalog>(stage: &mut Stage<C>, rows: &[Row]) -> QueryResult<bool> {
    let before = stage.look()?;
    let observer = stage.observer.clone();
    let mut left: Vec<String> = rows.iter().map(|row| delete(&observer, row)).collect();
    if run(stage.observing(), &mut left).is_err() {
        return Ok(false);
    }
    // A trigger can keep a row, or make another of it.
    let after = stage.look()?;
    let gone = before.without(&after);
    let is_kept = |new: &Row| rows.iter().any(|row| row.table == new.table);
    Ok(rows.iter().all(|row| gone.contains(row)) && !after.without(&before).iter().any(is_kept))
}

/// The statement that gives columns of the row other values.
pub(super) fn update(observer: &Observer, row: &Row, values: &[(&str, &str)]) -> String {
    let table = observer.tables.get(row.table);
    let name = table.map(|table| observer.name(table)).unwrap_or_default();
    let is_row = observer.is_row(row, None, |column: &Column| column.primary_key);
    let set: Vec<_> = values
        .iter()
        .map(|(column, value)| format!("{} = {value}", observer.dialect.quoted(column)))
        .collect();
    format!("UPDATE {name} SET {} WHERE {is_row}", set.join(", "))
}

pub(super) fn delete(observer: &Observer, row: &Row) -> String {
    let table = observer.tables.get(row.table);
    let name = table.map(|table| observer.name(table)).unwrap_or_default();
    let is_row = observer.is_row(row, None, |column: &Column| column.primary_key);
    format!("DELETE FROM {name} WHERE {is_row}")
}

fn insert(observer: &Observer, row: &Row) -> String {
    let Some(table) = observer.tables.get(row.table) else {
        return String::new();
    };
    let words = match observer.dialect {
        Dialect::Postgres => " OVERRIDING SYSTEM VALUE",
        Dialect::Sqlite | Dialect::Mysql => "",
    };
    let given: Vec<_> = table
        .columns
        .iter()
        .zip(&row.values)
        .filter(|(column, _)| !column.generated)
        .map(|(column, value)| (observer.dialect.quoted(&column.name), value.as_str()))
        .collect();
    let (columns, values): (Vec<_>, Vec<_>) = given.into_iter().unzip();
    format!(
        "INSERT INTO {} ({}){words} VALUES ({})",
        observer.name(table),
        columns.join(", "),
        values.join(", ")
    )
}
