//! The verdicts. The database is the judge, not the answer: what is not A's must
//! be as it was, and A's answer must be the same as if B's row did not exist.

use super::matrix::{Cell, Verdict};
use super::scene::{Attempt, Scene, Trial};
use super::snapshot::{Observer, Row, Snapshot};
use super::target::Via;
use super::{Action, generated::NO_UPSERT};
use crate::registry::{Ownership, Table};

/// What is known about whose a row is.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) observer: &'a Observer,
    pub(super) declared: &'a [Table],
    pub(super) scene: &'a Scene,
}

impl Judge<'_> {
    pub(super) fn cell(&self, trial: &Trial) -> Cell {
        let mut cell = self.verdict(trial);
        if let Via::Function(_, location) = trial.via {
            cell.own = true;
            if cell.verdict.is_failure() {
                cell.why += &format!("\nthe function is at {location}");
            }
        }
        cell
    }

    fn verdict(&self, trial: &Trial) -> Cell {
        let (Some(control), Some(crossing), Some(without)) =
            (&trial.control, &trial.crossing, &trial.without_theirs)
        else {
            return Cell::new(Verdict::NotApplicable, "the service has no such action");
        };
        if trial.via == Via::Statement {
            if !self.scene.changeable && matches!(trial.action, Action::Update | Action::Upsert) {
                return Cell::new(Verdict::NotApplicable, "no column can be changed");
            }
            if control.answer.text.contains(NO_UPSERT) {
                return Cell::new(Verdict::NotApplicable, NO_UPSERT);
            }
        }
        for (attempt, on) in [(crossing, "the other tenant's"), (control, "its own")] {
            if let Some(harm) = self.harm(attempt) {
                return found(
                    Verdict::Crossed,
                    format!("with the key of {on} row, {harm}"),
                    attempt,
                );
            }
        }
        let crossed = self.difference(trial.action, crossing, without);
        if let Some((Verdict::Crossed, why)) = crossed {
            return found(Verdict::Crossed, why, crossing);
        }
        if let Some(why) = self.lacks_control(trial, control) {
            return found(Verdict::NoControl, why, control);
        }
        match crossed {
            Some((verdict, why)) => found(verdict, why, crossing),
            None => Cell::new(Verdict::Held, String::new()),
        }
    }

    /// What the attempt did to rows that are not A's.
    fn harm(&self, attempt: &Attempt) -> Option<String> {
        let lost = attempt.before.without(&attempt.after);
        let gained = attempt.after.without(&attempt.before);
        let mut lost = lost
            .iter()
            .filter(|row| self.counts(row) && !self.is_own(row, &attempt.before));
        if let Some(row) = lost.next() {
            let new = gained.iter().find(|new| new.table == row.table);
            let became = new.map(|new| format!("\nit became {}", self.observer.show(new)));
            return Some(format!(
                "a row that is not its own was changed or deleted:\n{}{}",
                self.observer.show(row),
                became.unwrap_or_default()
            ));
        }
        let mut gained = gained
            .iter()
            .filter(|row| self.counts(row) && !self.is_own(row, &attempt.after));
        gained.next().map(|row| {
            format!(
                "a row came to be that is not its own:\n{}",
                self.observer.show(row)
            )
        })
    }

    /// Does the table belong to anybody? In one that nobody declared, a log say,
    /// everything may change.
    fn counts(&self, row: &Row) -> bool {
        self.declaration(row).is_some()
    }

    fn declaration(&self, row: &Row) -> Option<&Table> {
        let table = self.observer.tables.get(row.table)?;
        table.declaration(self.declared)
    }

    fn is_own(&self, row: &Row, snapshot: &Snapshot) -> bool {
        if self.scene.own.contains(row) {
            return true;
        }
        let tenant = self.owner(&self.scene.row, &self.scene.both);
        !self.scene.theirs.contains(row) && tenant.is_some() && self.owner(row, snapshot) == tenant
    }

    /// The tenant key of the row's owner, as its declaration has it.
    fn owner<'a>(&self, row: &'a Row, snapshot: &'a Snapshot) -> Option<&'a str> {
        match &self.declaration(row)?.ownership {
            Ownership::Column { column, .. } | Ownership::Root { column, .. } => {
                self.observer.value(row, column)
            }
            Ownership::Parent {
                foreign_key,
                parent,
                parent_key,
            } => {
                let key = self.observer.value(row, foreign_key)?;
                let table = self
                    .observer
                    .tables
                    .iter()
                    .position(|table| table.is(parent))?;
                let mut parents = snapshot.rows_of(table);
                let parent =
                    parents.find(|row| self.observer.value(row, parent_key) == Some(key))?;
                self.owner(parent, snapshot)
            }
            Ownership::Shared => None,
        }
    }

    /// What A learns: how its answer differs from the one that it gets where B's
    /// row does not exist.
    fn difference(
        &self,
        action: Action,
        with: &Attempt,
        without: &Attempt,
    ) -> Option<(Verdict, String)> {
        if action.adds() {
            // The two may differ in what the database counts up.
            let (with_row, without_row) = (with.wrote(), without.wrote());
            let why = format!(
                "the same answers {} where the other tenant has the row, and {} where nobody has",
                shown(with),
                shown(without)
            );
            return if !with_row && without_row {
                Some((Verdict::Taken, why))
            } else if with_row != without_row || with.answer.done != without.answer.done {
                Some((Verdict::Oracle, why))
            } else {
                None
            };
        }
        if with.answer == without.answer {
            return None;
        }
        let verdict = if with.answer.done {
            Verdict::Crossed
        } else {
            Verdict::Oracle
        };
        let why = format!(
            "it answers {} where the other tenant has the row, and {} where nobody has",
            shown(with),
            shown(without)
        );
        Some((verdict, why))
    }

    /// Why the attempt on A's own row does not show that the action works at all.
    fn lacks_control(&self, trial: &Trial, control: &Attempt) -> Option<String> {
        let works = control.answer.done
            && match trial.action {
                Action::Insert => !control.after.without(&control.before).is_empty(),
                // Where no column can be changed, the number of rows still counts.
                Action::Upsert => {
                    let counted = trial.via == Via::Statement && control.answer.text != "0";
                    control.wrote() || counted
                }
                _ => {
                    let without = trial.without_own.as_ref();
                    let differs = without.is_none_or(|without| without.answer != control.answer);
                    differs || (control.wrote() && !trial.action.is_read())
                }
            };
        (!works).then(|| {
            let missing = trial
                .without_own
                .as_ref()
                .map(|without| format!(", and {} where that does not exist", shown(without)));
            format!(
                "a tenant cannot do it to its own row, so nothing is shown:\nit answers {}{}",
                shown(control),
                missing.unwrap_or_default()
            )
        })
    }
}

fn shown(attempt: &Attempt) -> String {
    // A dump of rows is told by its beginning.
    const LONGEST: usize = 400;
    let mut text: String = attempt.answer.text.chars().take(LONGEST).collect();
    if text.len() < attempt.answer.text.len() {
        text.push('…');
    }
    let text = text.replace('\u{1f}', ", ").replace("\\u{1f}", ", ");
    let refused = if attempt.answer.done {
        ""
    } else {
        "the error "
    };
    format!("{refused}`{text}`")
}

fn found(verdict: Verdict, why: String, attempt: &Attempt) -> Cell {
    let mut why = why;
    for statement in &attempt.statements {
        why += &format!("\nsent: {statement}");
    }
    Cell::new(verdict, why)
}
