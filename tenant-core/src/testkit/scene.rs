//! One table: rows of two tenants are made, and each action is tried with them,
//! without the one's and without the other's, in each order.
//!
//! What is whose is known from who it was made for, not from the declaration,
//! which may be wrong.

use std::rc::Rc;

use diesel::result::QueryResult;

use super::case::Forms;
use super::forms::{changes, forms, swapped, under_their_parent};
use super::restore::remove;
use super::snapshot::{Row, Snapshot};
use super::stage::Stage;
use super::target::{Side, Target, Via};
use super::trial::{Pair, Trial, Try, trials};
use super::world::{Beside, enter};
use crate::catalog::Catalog;
use crate::registry::{Ownership, Table};

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
    pub(super) both: Rc<Snapshot>,
    /// Are there columns that can be changed?
    pub(super) changeable: bool,
    pub(super) trials: Vec<Trial>,
    /// What could not be tried.
    pub(super) note: Option<String>,
}

/// Numbers for rows that no row of the application's own tests has: A's row first,
/// and then B's.
const A_FIRST: (i64, i64) = (900_001, 900_002);
const B_FIRST: (i64, i64) = (900_005, 900_004);

/// Plays the scene of one table. The inner error says why no rows could be made.
pub(super) fn play<C: Catalog>(
    stage: &mut Stage<C>,
    target: &mut dyn Target<C>,
    table: &Table,
    declared: &[Table],
) -> QueryResult<Result<Scene, String>> {
    let name = target.table().to_string();
    let known = &stage.observer.tables;
    let Some(at) = known.iter().position(|table| table.is(target.table())) else {
        return Ok(Err(format!("the database has no table `{name}`")));
    };
    let no_row = || {
        Err(format!(
            "the closure made no row of `{name}` for each of the tenants"
        ))
    };
    let is_root = matches!(table.ownership, Ownership::Root { .. });

    stage.mark()?;
    let nothing = stage.look()?;
    if let Err(why) = set_up(stage, target, Side::A) {
        return Ok(Err(why));
    }
    stage.mark()?;
    if let Err(why) = make(stage, target, Side::A, A_FIRST.0) {
        return Ok(Err(why));
    }
    let only_own = stage.look()?;
    stage.mark()?;
    let made =
        set_up(stage, target, Side::B).and_then(|()| make(stage, target, Side::B, A_FIRST.1));
    if let Err(why) = made {
        return Ok(Err(why));
    }
    let both = Rc::new(stage.look()?);
    let own = only_own.without(&nothing);
    let theirs = both.without(&only_own);
    let (Some(row), Some(their_row)) = (of_table(&own, at), of_table(&theirs, at)) else {
        return Ok(no_row());
    };

    let mut of_own = forms(stage, table, &row);
    let mut of_theirs = forms(stage, table, &their_row);
    let rows = (&row, &their_row);
    let changes = changes(stage, target, table, &mut of_own, rows, &both)?;
    of_theirs.changes = swapped(stage, table, &changes, (&their_row, &row));
    of_own.changes.clone_from(&changes);
    under_their_parent(&mut of_theirs, &of_own);

    let mut trials = trials(target);
    let mut play = Play {
        declared,
        own: &own,
        theirs: &theirs,
        row: Some(&row),
        of_own: &of_own,
        of_theirs: &of_theirs,
    };
    let worlds = [Beside::AsMade, Beside::Greater, Beside::Same, Beside::Null];
    let keys = [Side::A, Side::B];
    let compared = play.compare(stage, target, &mut trials, &worlds, &keys)?;
    if !compared {
        // The rows of B are as good as gone with what made them.
        stage.back()?;
        play.without_what_was_made(stage, target, &mut trials)?;
        stage.mark()?;
    }
    stage.back()?;
    stage.back()?;
    if is_root {
        stage.back()?;
    }
    let before = Rc::new(stage.look()?);
    for trial in trials.iter_mut().filter(|trial| !trial.action.adds()) {
        let attempted = play.attempt(trial, Side::A, &before);
        trial.without_own = attempted.run(stage, target)?;
    }

    // The other order.
    let before_both = before;
    stage.mark()?;
    let made =
        set_up(stage, target, Side::B).and_then(|()| make(stage, target, Side::B, B_FIRST.1));
    if let Err(why) = made {
        return Ok(Err(why));
    }
    let only_theirs = stage.look()?;
    let theirs_first = only_theirs.without(&before_both);
    let Some(their_row) = of_table(&theirs_first, at) else {
        return Ok(no_row());
    };
    let mut of_theirs = forms(stage, table, &their_row);
    of_theirs.changes = swapped(stage, table, &changes, (&their_row, &row));
    play = Play {
        theirs: &theirs_first,
        row: None,
        of_theirs: &of_theirs,
        ..play
    };
    let alone = play.compare(stage, target, &mut trials, &[Beside::Alone], &[Side::B])?;
    let made = match is_root {
        true => set_up(stage, target, Side::A),
        false => Ok(()),
    };
    if let Err(why) = made.and_then(|()| make(stage, target, Side::A, B_FIRST.0)) {
        return Ok(Err(why));
    }
    let own_last = stage.look()?.without(&only_theirs);
    let Some(row_last) = of_table(&own_last, at) else {
        return Ok(no_row());
    };
    let mut of_own = forms(stage, table, &row_last);
    of_own.changes = swapped(stage, table, &changes, (&row_last, &their_row));
    under_their_parent(&mut of_theirs, &of_own);
    let play = Play {
        declared,
        own: &own_last,
        theirs: &theirs_first,
        row: Some(&row_last),
        of_own: &of_own,
        of_theirs: &of_theirs,
    };
    let last = play.compare(stage, target, &mut trials, &[Beside::Smaller], &keys)?;
    stage.back()?;
    if !is_root {
        stage.back()?;
    }
    let note = (!(alone && last)).then(|| {
        format!(
            "the rows of `{name}` cannot be deleted, so that what depends on the order of the \
             tenants' rows was not tried there"
        )
    });
    Ok(Ok(Scene {
        own: [own, own_last].concat(),
        theirs: [theirs, theirs_first].concat(),
        row,
        both,
        changeable: !changes.is_empty(),
        trials,
        note,
    }))
}

fn set_up<C: Catalog>(
    stage: &mut Stage<C>,
    target: &mut dyn Target<C>,
    side: Side,
) -> Result<(), String> {
    let made = target.set_up(side, stage.observing());
    made.map_err(|error| format!("the {} tenant could not be made: {error}", which(side)))
}

fn make<C: Catalog>(
    stage: &mut Stage<C>,
    target: &mut dyn Target<C>,
    side: Side,
    number: i64,
) -> Result<(), String> {
    let made = target.make(side, number, stage.observing());
    made.map_err(|error| {
        let which = which(side);
        format!("a row of the {which} tenant could not be made: {error}")
    })
}

fn which(side: Side) -> &'static str {
    match side {
        Side::A => "first",
        Side::B => "second",
    }
}

fn of_table(rows: &[Row], at: usize) -> Option<Row> {
    rows.iter().find(|row| row.table == at).cloned()
}

/// The rows that are there, and their forms.
#[derive(Clone, Copy)]
struct Play<'a> {
    declared: &'a [Table],
    own: &'a [Row],
    theirs: &'a [Row],
    /// A's row of the table, where it is there.
    row: Option<&'a Row>,
    of_own: &'a Forms,
    of_theirs: &'a Forms,
}

impl Play<'_> {
    /// Tries everything in each of the worlds, and again without B's rows; and what
    /// differs once more. `false` where B's rows cannot be taken away.
    fn compare<C: Catalog>(
        &self,
        stage: &mut Stage<C>,
        target: &dyn Target<C>,
        trials: &mut [Trial],
        worlds: &[Beside],
        keys: &[Side],
    ) -> QueryResult<bool> {
        let mut tried = Vec::new();
        for &beside in worlds {
            let entered = self.within(stage, beside, |stage, before| {
                for (at, trial) in trials.iter_mut().enumerate() {
                    if self.row.is_none() && trial.action.adds() {
                        continue;
                    }
                    for &key in keys {
                        let attempt = self.attempt(trial, key, before).run(stage, target)?;
                        tried.extend(attempt.map(|attempt| (at, key, beside, attempt)));
                    }
                }
                Ok(())
            });
            entered?;
        }
        for (at, trial) in trials.iter_mut().enumerate() {
            let own = tried.iter().position(|(of, key, beside, _)| {
                (*of, *key, *beside) == (at, Side::A, Beside::AsMade)
            });
            if let Some(own) = own {
                trial.control = tried.get(own).map(|(_, _, _, attempt)| attempt.clone());
            }
        }

        stage.mark()?;
        let removed = remove(stage, self.theirs)?;
        let mut without = Vec::new();
        if removed {
            let before = Rc::new(stage.look()?);
            for (at, trial) in trials.iter().enumerate() {
                for &key in keys {
                    if tried
                        .iter()
                        .any(|(of, other, ..)| (*of, *other) == (at, key))
                    {
                        let attempt = self.attempt(trial, key, &before).run(stage, target)?;
                        without.extend(attempt.map(|attempt| (at, key, Rc::new(attempt))));
                    }
                }
            }
        }
        stage.back()?;
        for (at, key, beside, with) in tried {
            let found = without
                .iter()
                .find(|(of, other, _)| (*of, *other) == (at, key));
            let none = (!removed).then(|| Rc::new(with.clone()));
            let without = found.map(|(_, _, without)| Rc::clone(without)).or(none);
            if let (Some(trial), Some(without)) = (trials.get_mut(at), without) {
                trial.pairs.push(Pair {
                    key,
                    beside,
                    with,
                    without,
                    again: None,
                });
            }
        }
        if removed {
            for &beside in worlds {
                self.once_more(stage, target, trials, beside)?;
            }
        }
        Ok(removed)
    }

    /// Tries once more what differs.
    fn once_more<C: Catalog>(
        &self,
        stage: &mut Stage<C>,
        target: &dyn Target<C>,
        trials: &mut [Trial],
        beside: Beside,
    ) -> QueryResult<()> {
        let differs = |pair: &Pair| pair.beside == beside && pair.differs();
        if !trials.iter().any(|trial| trial.pairs.iter().any(differs)) {
            return Ok(());
        }
        self.within(stage, beside, |stage, before| {
            for trial in &mut *trials {
                let mut pairs = std::mem::take(&mut trial.pairs);
                for pair in pairs.iter_mut().filter(|pair| differs(pair)) {
                    pair.again = self.attempt(trial, pair.key, before).run(stage, target)?;
                }
                trial.pairs = pairs;
            }
            Ok(())
        })
    }

    /// Calls `f` in a world, if it is another than that in which the rows are as made.
    fn within<C: Catalog>(
        &self,
        stage: &mut Stage<C>,
        beside: Beside,
        f: impl FnOnce(&mut Stage<C>, &Rc<Snapshot>) -> QueryResult<()>,
    ) -> QueryResult<()> {
        stage.mark()?;
        let is_made = matches!(beside, Beside::AsMade | Beside::Alone | Beside::Smaller);
        let entered = enter(stage, self.declared, self.own, self.theirs, beside)?;
        if entered || is_made {
            let before = Rc::new(stage.look()?);
            f(stage, &before)?;
        }
        stage.back()
    }

    /// B's rows were rolled back, because they could not be deleted.
    fn without_what_was_made<C: Catalog>(
        &self,
        stage: &mut Stage<C>,
        target: &dyn Target<C>,
        trials: &mut [Trial],
    ) -> QueryResult<()> {
        let before = Rc::new(stage.look()?);
        for trial in trials {
            for key in [Side::A, Side::B] {
                let attempt = self.attempt(trial, key, &before).run(stage, target)?;
                let Some(attempt) = attempt.map(Rc::new) else {
                    continue;
                };
                for pair in trial.pairs.iter_mut().filter(|pair| pair.key == key) {
                    pair.without = Rc::clone(&attempt);
                }
            }
        }
        Ok(())
    }

    fn attempt<'b>(&'b self, trial: &Trial, key: Side, before: &'b Rc<Snapshot>) -> Try<'b> {
        // A child goes in under the other's parent in place of A's own.
        let frees = key == Side::A || trial.via == Via::Statement && self.of_theirs.is_child();
        Try {
            action: trial.action,
            via: trial.via,
            victim: key,
            forms: match key {
                Side::A => self.of_own,
                Side::B => self.of_theirs,
            },
            before,
            freed: self.row.filter(|_| frees),
        }
    }
}
