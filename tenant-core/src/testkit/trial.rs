//! One attempt: an action on somebody's row, and the database before and after it.

use std::rc::Rc;

use diesel::result::QueryResult;

use super::case::Forms;
use super::forms::delete;
use super::snapshot::{Row, Snapshot};
use super::stage::Stage;
use super::target::{Side, Target, Via};
use super::world::Beside;
use super::{Action, Answer};
use crate::catalog::Catalog;

/// An attempt, and the database before and after it.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    pub(super) answer: Answer,
    pub(super) before: Rc<Snapshot>,
    pub(super) after: Rc<Snapshot>,
    pub(super) statements: Vec<String>,
}

impl Attempt {
    pub(super) fn wrote(&self) -> bool {
        self.before != self.after
    }
}

/// The same attempt with B's rows and without them.
#[derive(Debug)]
pub(super) struct Pair {
    /// Whose row has the key that it was tried with.
    pub(super) key: Side,
    pub(super) beside: Beside,
    pub(super) with: Attempt,
    pub(super) without: Rc<Attempt>,
    /// With them once more, where the two differ: what differs from itself tells
    /// nothing.
    pub(super) again: Option<Attempt>,
}

impl Pair {
    /// Is there anything by which the two can be told apart?
    pub(super) fn differs(&self) -> bool {
        let written = |attempt: &Attempt| {
            let gained = attempt.after.without(&attempt.before);
            (gained, attempt.before.without(&attempt.after))
        };
        self.with.answer != self.without.answer || written(&self.with) != written(&self.without)
    }
}

/// One action through one statement or function.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) action: Action,
    pub(super) via: Via,
    /// A on its own row.
    pub(super) control: Option<Attempt>,
    /// A with the key of its own row, where that does not exist.
    pub(super) without_own: Option<Attempt>,
    pub(super) pairs: Vec<Pair>,
}

impl Trial {
    pub(super) fn new(action: Action, via: Via) -> Self {
        Self {
            action,
            via,
            control: None,
            without_own: None,
            pairs: Vec::new(),
        }
    }
}

/// What is to be tried.
pub(super) fn trials<C>(target: &dyn Target<C>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for action in Action::ALL {
        let mut vias = target.functions(action);
        if target.is_generated(action) {
            vias.push(Via::Statement);
        }
        trials.extend(vias.into_iter().map(|via| Trial::new(action, via)));
    }
    trials
}

/// One attempt that is to be made.
pub(super) struct Try<'a> {
    pub(super) action: Action,
    pub(super) via: Via,
    pub(super) victim: Side,
    pub(super) forms: &'a Forms,
    pub(super) before: &'a Rc<Snapshot>,
    /// A row of A's own that is deleted before an insert, so that its key is free.
    pub(super) freed: Option<&'a Row>,
}

impl Try<'_> {
    /// Nothing, where the service does not have the action.
    pub(super) fn run<C: Catalog>(
        &self,
        stage: &mut Stage<C>,
        target: &dyn Target<C>,
    ) -> QueryResult<Option<Attempt>> {
        stage.mark_at(self.before)?;
        let before = match self.freed.filter(|_| self.action == Action::Insert) {
            Some(row) => {
                delete(stage, row)?;
                Rc::new(stage.look()?)
            }
            None => Rc::clone(self.before),
        };
        target.prepare(self.via, self.action, self.forms, stage.observing());
        let (answer, statements) = stage
            .recorded(|conn| target.attempt(self.via, self.action, self.victim, self.forms, conn));
        let after = match (stage.look(), &answer) {
            (Ok(after), _) => Rc::new(after),
            // PostgreSQL answers nothing more in a transaction in which a statement
            // failed, and keeps nothing of it.
            (Err(_), Some(answer)) if !answer.done => Rc::clone(&before),
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
