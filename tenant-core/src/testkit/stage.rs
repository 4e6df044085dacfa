//! The database as it was, again and again: what an attack did is undone before
//! the next one.

use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::connection::{InstrumentationEvent, TransactionManager};
use diesel::result::QueryResult;

use super::restore::restore;
use super::schema::Schema;
use super::snapshot::{Observer, Snapshot};
use crate::catalog::Catalog;

/// Where the attacks take place.
pub(super) struct Stage<C> {
    conn: C,
    way: Way<C>,
    pub(super) observer: Observer,
    statements: Statements,
    depth: usize,
}

/// How what was done is undone.
enum Way<C> {
    /// All of it is in one transaction, and each step in a savepoint.
    RollBack,
    /// It is committed, and what changed since is changed back, over a connection
    /// of the observer's own.
    Restore {
        observer: C,
        marks: Vec<Rc<Snapshot>>,
    },
}

impl<C: Catalog> Stage<C> {
    /// `observer` is a second connection, for attacks that are committed.
    pub(super) fn new(
        mut conn: C,
        observer: Option<C>,
        in_schemas: Option<&[String]>,
    ) -> QueryResult<Self> {
        let mut way = match observer {
            Some(observer) => Way::Restore {
                observer,
                marks: Vec::new(),
            },
            None => Way::RollBack,
        };
        let mut tables = match &mut way {
            Way::RollBack => conn.tables()?,
            Way::Restore { observer, .. } => observer.tables()?,
        };
        if let Some(schemas) = in_schemas {
            tables.retain(|table| {
                let schema = table.name.schema.as_ref();
                schema.is_some_and(|schema| schemas.contains(schema))
            });
        }
        let schema = Schema::read(match &mut way {
            Way::RollBack => &mut conn,
            Way::Restore { observer, .. } => observer,
        })?;
        Ok(Self {
            conn,
            way,
            observer: Observer {
                dialect: C::DIALECT,
                tables,
                schema,
            },
            statements: Statements::default(),
            depth: 0,
        })
    }

    /// Remembers how the database is.
    pub(super) fn mark(&mut self) -> QueryResult<()> {
        self.depth += 1;
        match &mut self.way {
            Way::RollBack => C::TransactionManager::begin_transaction(&mut self.conn),
            Way::Restore { observer, marks } => {
                marks.push(Rc::new(self.observer.look(observer)?));
                Ok(())
            }
        }
    }

    /// The same, where it was just looked at.
    pub(super) fn mark_at(&mut self, now: &Rc<Snapshot>) -> QueryResult<()> {
        match &mut self.way {
            Way::RollBack => self.mark(),
            Way::Restore { marks, .. } => {
                self.depth += 1;
                marks.push(Rc::clone(now));
                Ok(())
            }
        }
    }

    /// Makes the database what it was at the last mark, and forgets the mark.
    pub(super) fn back(&mut self) -> QueryResult<()> {
        self.depth = self.depth.saturating_sub(1);
        match &mut self.way {
            Way::RollBack => C::TransactionManager::rollback_transaction(&mut self.conn),
            Way::Restore { observer, marks } => match marks.pop() {
                Some(mark) => restore(&self.observer, observer, &mark),
                None => Ok(()),
            },
        }
    }

    /// Forgets the last mark, and leaves the database as it is.
    pub(super) fn keep(&mut self) -> QueryResult<()> {
        self.depth = self.depth.saturating_sub(1);
        match &mut self.way {
            Way::RollBack => C::TransactionManager::commit_transaction(&mut self.conn),
            Way::Restore { marks, .. } => {
                marks.pop();
                Ok(())
            }
        }
    }

    /// Forgets all marks, and makes the database what it was at the first, as far
    /// as that still works.
    pub(super) fn unwind(&mut self) {
        let marks = std::mem::take(&mut self.depth);
        for _ in 0..marks {
            self.depth = 1;
            // The error that led here is the one to be told.
            let _ = self.back();
        }
    }

    /// Every row, as the observer sees it.
    pub(super) fn look(&mut self) -> QueryResult<Snapshot> {
        let observer = self.observer.clone();
        observer.look(self.observing())
    }

    /// The connection on which nobody is attacked: for making rows, and for
    /// seeing what became of them.
    pub(super) fn observing(&mut self) -> &mut C {
        match &mut self.way {
            Way::RollBack => &mut self.conn,
            Way::Restore { observer, .. } => observer,
        }
    }

    /// Are the attacks committed, on a connection of their own?
    pub(super) fn is_committed(&self) -> bool {
        matches!(self.way, Way::Restore { .. })
    }

    /// The connection of the attacks.
    pub(super) fn attacking(&mut self) -> &mut C {
        &mut self.conn
    }

    /// Runs `f` on the connection of the attacks, and keeps the statements that
    /// were sent.
    pub(super) fn recorded<R>(&mut self, f: impl FnOnce(&mut C) -> R) -> (R, Vec<String>) {
        self.statements.take();
        let statements = self.statements.clone();
        self.conn
            .set_instrumentation(move |event: InstrumentationEvent<'_>| {
                if let InstrumentationEvent::StartQuery { query, .. } = event {
                    statements.add(query.to_string());
                }
            });
        let result = f(&mut self.conn);
        self.conn
            .set_instrumentation(diesel::connection::get_default_instrumentation());
        (result, self.statements.take())
    }
}

impl<C> fmt::Debug for Stage<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stage").finish_non_exhaustive()
    }
}

/// The statements of an attack, for the report.
#[derive(Debug, Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Statements {
    fn add(&self, statement: String) {
        let mut statements = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        statements.push(statement);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
