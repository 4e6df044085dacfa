//! The verdicts. The database is the judge, not the answer: what is not A's must
//! be as it was, and A's answer must be the same as if B's row did not exist.

use super::matrix::{Cell, Verdict};
use super::scene::Scene;
use super::snapshot::{Observer, Row, Snapshot};
use super::target::{Side, Via};
use super::trial::{Attempt, Pair, Trial};
use super::written::Written;
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
            cell.own = cell.verdict != Verdict::NotApplicable;
            if cell.verdict.is_failure() {
                cell.why += &format!("\nthe function is at {location}");
            }
        }
        cell
    }

    fn verdict(&self, trial: &Trial) -> Cell {
        let Some(control) = &trial.control else {
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
        // With the other's key first: it is the plainer attack.
        let of_theirs = trial.pairs.iter().filter(|pair| pair.key == Side::B);
        let of_own = trial.pairs.iter().filter(|pair| pair.key == Side::A);
        let pairs: Vec<_> = of_theirs.chain(of_own).collect();
        for pair in &pairs {
            if let Some(harm) = self.harm(&pair.with) {
                let why = format!("with the key of {} row, {harm}", whose(pair.key));
                return found(Verdict::Crossed, why, &pair.with);
            }
        }
        let differences: Vec<_> = pairs
            .iter()
            .filter_map(|pair| {
                let (verdict, why) = self.difference(trial.action, pair)?;
                Some((verdict, why, &pair.with))
            })
            .collect();
        let of = |weight: fn(Verdict) -> bool| {
            let mut found = differences.iter();
            found.find(|(verdict, ..)| weight(*verdict))
        };
        if let Some((verdict, why, attempt)) = of(|verdict| verdict == Verdict::Crossed) {
            return found(*verdict, why.clone(), attempt);
        }
        if let Some(why) = self.lacks_control(trial, control) {
            return found(Verdict::NoControl, why, control);
        }
        let worst = of(|verdict| verdict == Verdict::Oracle)
            .or_else(|| of(|verdict| verdict == Verdict::NoControl))
            .or_else(|| of(|_| true));
        match worst {
            Some((verdict, why, attempt)) => found(*verdict, why.clone(), attempt),
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

    /// What A learns: how its answer, and what it writes into its own rows, differ
    /// from where B's row does not exist.
    fn difference(&self, action: Action, pair: &Pair) -> Option<(Verdict, String)> {
        let (with, without) = (&pair.with, &pair.without);
        let why = format!(
            "with the key of {} row it answers {} where the other tenant {}, and {} where nobody \
             has",
            whose(pair.key),
            shown(with),
            pair.beside.described(),
            shown(without)
        );
        // What it answers may name what the database counts up.
        if !action.adds() && !same(with, without) {
            if let Some(again) = pair
                .again
                .as_ref()
                .filter(|again| again.answer != with.answer)
            {
                let texts = [&with.answer.text, &again.answer.text, &without.answer.text];
                match unsteady(texts) {
                    Unsteady::Same => return None,
                    Unsteady::Differs => {}
                    Unsteady::Unclear => {
                        let why = format!(
                            "it answers differently each time, so nothing is shown:\nonce {}, and then \
                             {}; leave out the time of day, and what has no order",
                            shown(with),
                            shown(again)
                        );
                        return Some((Verdict::NoControl, why));
                    }
                }
            }
            let verdict = match with.answer.done {
                true => Verdict::Crossed,
                false => Verdict::Oracle,
            };
            return Some((verdict, why));
        }
        if action.adds() {
            let (with_row, without_row) = (with.wrote(), without.wrote());
            if !with_row && without_row {
                return Some((Verdict::Taken, why));
            }
            if with_row != without_row || with.answer.done != without.answer.done {
                return Some((Verdict::Oracle, why));
            }
        }
        let again = pair.again.as_ref().map(|again| self.written(again));
        let (written, other) = (self.written(with), self.written(without));
        let differ = written.differ(&other, again.as_ref())?;
        let why = format!(
            "with the key of {} row, what it writes depends on the other tenant's row:\n{}\nwhere \
             the other tenant {}, and where nobody has\n{}",
            whose(pair.key),
            self.observer.show(differ.0),
            pair.beside.described(),
            differ
                .1
                .map(|row| self.observer.show(row))
                .unwrap_or_else(|| "nothing".to_owned())
        );
        Some((Verdict::Crossed, why))
    }

    /// The attacker's own rows that an attempt made.
    fn written(&self, attempt: &Attempt) -> Written<'_> {
        let mut rows = attempt.after.without(&attempt.before);
        rows.retain(|row| self.counts(row) && self.is_own(row, &attempt.after));
        Written::new(self.observer, rows)
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

/// Are the answers the same? What has no order may come in another.
fn same(with: &Attempt, without: &Attempt) -> bool {
    let words = |attempt: &Attempt| {
        let text = attempt.answer.text.split(|c: char| !c.is_alphanumeric());
        let mut words: Vec<_> = text.map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    with.answer == without.answer
        || with.answer.done && without.answer.done && words(with) == words(without)
}

/// How an answer that differs from itself compares with another.
enum Unsteady {
    /// But for what differs from itself.
    Same,
    Differs,
    /// Nothing of it is the same twice.
    Unclear,
}

/// Compares word by word: once, once more, and where B's row does not exist.
fn unsteady(texts: [&String; 3]) -> Unsteady {
    let words = texts.map(|text| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>()
    });
    let [once, again, without] = &words;
    if once.len() != again.len() {
        return Unsteady::Unclear;
    }
    let steady: Vec<_> = once
        .iter()
        .zip(again)
        .map(|(word, again)| word == again)
        .collect();
    if !steady.contains(&true) {
        return Unsteady::Unclear;
    }
    let same = once.len() == without.len()
        && once
            .iter()
            .zip(without)
            .zip(steady)
            .all(|((word, without), steady)| !steady || word == without);
    if same {
        Unsteady::Same
    } else {
        Unsteady::Differs
    }
}

fn whose(key: Side) -> &'static str {
    match key {
        Side::A => "its own",
        Side::B => "the other tenant's",
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
