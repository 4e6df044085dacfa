//! One table: rows of two tenants are made, and each action is tried with them,
//! without the one's and without the other's.
//!
//! What is whose is known from who it was made for, not from the declaration,
//! which may be wrong.

use std::cell::RefCell;

use diesel::result::QueryResult;

use super::generated::{ALIAS, Case};
use super::snapshot::{Row, Snapshot};
use super::stage::Stage;
use super::target::{Side, Target, Via};
use super::text::{Sql, Value};
use super::{Action, Answer};
use crate::catalog::{Catalog, Column};
use crate::registry::{Ownership, Table};

/// An attempt, and the database before and after it.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) answer: Answer,
    pub(super) before: Snapshot,
    pub(super) after: Snapshot,
    pub(super) statements: Vec<String>,
}

impl Attempt {
    pub(super) fn wrote(&self) -> bool {
        self.before != self.after
    }
}

/// One action through one statement or function, in each of the scenes.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) action: Action,
    pub(super) via: Via,
    /// A on its own row.
    pub(super) control: Option<Attempt>,
    /// A on B's row.
    pub(super) crossing: Option<Attempt>,
    /// A with the key of B's row, where that does not exist.
    pub(super) without_theirs: Option<Attempt>,
    /// A with the key of its own row, where that does not exist.
    pub(super) without_own: Option<Attempt>,
}

/// The rows that were made, and what was tried.
#[derive(Debug)]
pub(super) struct Scene {
    /// All that was made for A.
    pub(super) own: Vec<Row>,
    /// All that was made for B.
    pub(super) theirs: Vec<Row>,
    /// A's row of the table.
    pub(super) row: Row,
    /// With both tenants' rows.
    pub(super) both: Snapshot,
    /// Are there columns that can be changed?
    pub(super) changeable: bool,
    pub(super) trials: Vec<Trial>,
}

/// Plays the scene of one table. The inner error says why no rows could be made.
pub(super) fn play<C: Catalog>(
    stage: &mut Stage<C>,
    target: &mut dyn Target<C>,
    declared: &Table,
) -> QueryResult<Result<Scene, String>> {
    let name = target.table().to_string();
    let Some(at) = stage
        .observer
        .tables
        .iter()
        .position(|table| table.is(target.table()))
    else {
        return Ok(Err(format!("the database has no table `{name}`")));
    };
    let is_root = matches!(declared.ownership, Ownership::Root { .. });

    stage.mark()?;
    let nothing = stage.look()?;
    if let Err(error) = target.set_up(Side::A, stage.observing()) {
        return Ok(Err(format!("the first tenant could not be made: {error}")));
    }
    stage.mark()?;
    if let Err(error) = target.make(Side::A, stage.observing()) {
        return Ok(Err(format!(
            "a row of the first tenant could not be made: {error}"
        )));
    }
    let only_own = stage.look()?;
    stage.mark()?;
    let made = target
        .set_up(Side::B, stage.observing())
        .and_then(|()| target.make(Side::B, stage.observing()));
    if let Err(error) = made {
        return Ok(Err(format!(
            "a row of the second tenant could not be made: {error}"
        )));
    }
    let both = stage.look()?;
    let own = only_own.without(&nothing);
    let theirs = both.without(&only_own);
    let (Some(row), Some(their_row)) = (of_table(&own, at), of_table(&theirs, at)) else {
        return Ok(Err(format!(
            "the closure made no row of `{name}` for each of the tenants"
        )));
    };

    let mut of_own = case(stage, declared, &row);
    let mut of_theirs = case(stage, declared, &their_row);
    let changes = changes(
        stage,
        target,
        declared,
        &mut of_own,
        (&row, &their_row),
        &both,
    )?;
    let changeable = !changes.is_empty();
    of_theirs.changes = swapped(stage, &changes, &row);
    of_own.changes = changes;
    under_their_parent(&mut of_theirs, &of_own);

    let mut trials = trials(target);
    for trial in &mut trials {
        let mut on = |victim, case, freed| {
            let attempted = Try {
                trial,
                victim,
                case,
                before: &both,
                freed,
            };
            attempted.run(stage, target)
        };
        let control = on(Side::A, &of_own, Some(&row))?;
        // A child goes in under the other's parent in place of A's own.
        let freed = (trial.via == Via::Statement && of_theirs.is_child()).then_some(&row);
        let crossing = on(Side::B, &of_theirs, freed)?;
        (trial.control, trial.crossing) = (control, crossing);
    }
    stage.back()?;
    for trial in &mut trials {
        let freed = (trial.via == Via::Statement && of_theirs.is_child()).then_some(&row);
        let attempted = Try {
            trial,
            victim: Side::B,
            case: &of_theirs,
            before: &only_own,
            freed,
        };
        trial.without_theirs = attempted.run(stage, target)?;
    }
    stage.back()?;
    if is_root {
        stage.back()?;
    }
    let before = stage.look()?;
    for trial in trials.iter_mut().filter(|trial| !trial.action.adds()) {
        let attempted = Try {
            trial,
            victim: Side::A,
            case: &of_own,
            before: &before,
            freed: None,
        };
        trial.without_own = attempted.run(stage, target)?;
    }
    if !is_root {
        stage.back()?;
    }
    Ok(Ok(Scene {
        own,
        theirs,
        row,
        both,
        changeable,
        trials,
    }))
}

fn of_table(rows: &[Row], at: usize) -> Option<Row> {
    rows.iter().find(|row| row.table == at).cloned()
}

fn trials<C>(target: &dyn Target<C>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for action in Action::ALL {
        let mut vias = target.functions(action);
        if vias.is_empty() && target.is_generated(action) {
            vias.push(Via::Statement);
        }
        trials.extend(vias.into_iter().map(|via| Trial {
            action,
            via,
            control: None,
            crossing: None,
            without_theirs: None,
            without_own: None,
        }));
    }
    trials
}

/// One attempt.
struct Try<'a> {
    trial: &'a Trial,
    victim: Side,
    case: &'a Case,
    before: &'a Snapshot,
    /// A row of A's own that is deleted before an insert, so that its key is free.
    freed: Option<&'a Row>,
}

impl Try<'_> {
    fn run<C: Catalog>(
        &self,
        stage: &mut Stage<C>,
        target: &dyn Target<C>,
    ) -> QueryResult<Option<Attempt>> {
        stage.mark()?;
        let freed = self.freed.filter(|_| self.trial.action == Action::Insert);
        let before = match freed {
            Some(row) => {
                delete(stage, row)?;
                stage.look()?
            }
            None => self.before.clone(),
        };
        let (answer, statements) = stage.recorded(|conn| {
            target.attempt(
                self.trial.via,
                self.trial.action,
                self.victim,
                self.case,
                conn,
            )
        });
        let after = match (stage.look(), &answer) {
            (Ok(after), _) => after,
            // PostgreSQL answers nothing more in a transaction in which a statement
            // failed, and keeps nothing of it.
            (Err(_), Some(answer)) if !answer.done => before.clone(),
            (Err(error), _) => return Err(error),
        };
        stage.back()?;
        Ok(answer.map(|answer| Attempt {
            answer,
            before,
            after,
            statements,
        }))
    }
}

/// Deletes the row, if nothing refers to it.
fn delete<C: Catalog>(stage: &mut Stage<C>, row: &Row) -> QueryResult<()> {
    let is_row = stage
        .observer
        .is_row(row, None, |column| column.primary_key);
    let table = stage.observer.tables.get(row.table);
    let name = table
        .map(|table| stage.observer.name(table))
        .unwrap_or_default();
    stage.mark()?;
    let statement = format!("DELETE FROM {name} WHERE {is_row}");
    match stage.observing().batch_execute(&statement) {
        Ok(()) => stage.keep(),
        Err(_) => stage.back(),
    }
}

/// The forms of a row that the generated statements take.
fn case<C: Catalog>(stage: &Stage<C>, declared: &Table, row: &Row) -> Case {
    let observer = &stage.observer;
    // Without the tenant column, where there is more: the bare id is the harder try.
    let tenant_column = match &declared.ownership {
        Ownership::Column { column, .. } | Ownership::Root { column, .. } => Some(column),
        Ownership::Parent { .. } | Ownership::Shared => None,
    };
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
    Case {
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

fn is_foreign_key(declared: &Table, column: &str) -> bool {
    matches!(&declared.ownership, Ownership::Parent { foreign_key, .. } if foreign_key == column)
}

/// Makes two attacks out of the row of a child. It is inserted under the other's
/// parent, with a key that is free; and it is upserted with the other's key, under
/// A's parent. With both of the other's, the one refusal would hide the other.
fn under_their_parent(theirs: &mut Case, own: &Case) {
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
fn changes<C: Catalog>(
    stage: &mut Stage<C>,
    target: &dyn Target<C>,
    declared: &Table,
    case: &mut Case,
    (own, theirs): (&Row, &Row),
    before: &Snapshot,
) -> QueryResult<Vec<Value>> {
    let (mut in_key, mut others): (Vec<_>, Vec<_>) = case
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
        case.changes = vec![change];
        let trial = Trial {
            action: Action::Update,
            via: Via::Statement,
            control: None,
            crossing: None,
            without_theirs: None,
            without_own: None,
        };
        let attempted = Try {
            trial: &trial,
            victim: Side::A,
            case,
            before,
            freed: None,
        };
        let tried = attempted.run(stage, target)?;
        let changed = |tried: Attempt| {
            let new = tried.after.without(&tried.before);
            new.iter().any(|row| row.table == own.table)
        };
        if tried.is_some_and(changed) {
            return Ok(std::mem::take(&mut case.changes));
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

/// The same columns, with the values of `row`.
fn swapped<C: Catalog>(stage: &Stage<C>, changes: &[Value], row: &Row) -> Vec<Value> {
    let mut changes = changes.to_vec();
    for change in &mut changes {
        if let Some(value) = stage.observer.value(row, &change.column) {
            change.sql = Sql(value.to_owned());
        }
    }
    changes
}
