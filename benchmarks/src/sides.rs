//! What a pair of statements is.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel::result::QueryResult;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// With `tenant-core`.
    Scoped,
    /// In plain Diesel.
    ByHand,
}

impl Side {
    /// The name on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scoped => "scoped",
            Self::ByHand => "by-hand",
        }
    }

    /// The side of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Scoped, Self::ByHand]
            .into_iter()
            .find(|side| side.name() == name)
    }
}

/// Builds and runs a statement once; takes the number of the run.
pub type OneRun<'a> = dyn FnMut(i64) -> QueryResult<()> + 'a;

/// Is handed a statement and runs it as often as it wants to, counting from 0
/// and never using a number twice.
pub type Repeat<'a> = dyn FnMut(&mut OneRun<'_>) -> QueryResult<()> + 'a;

/// A statement, scoped and by hand.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// The name of the statement.
    pub name: &'static str,
    /// Connects, and runs a side, watched or not.
    pub run: fn(Side, Option<Watch>, &mut Repeat<'_>) -> Result<(), Box<dyn Error>>,
}

impl Pair {
    /// What a side sends when it runs once: each statement as
    /// [`diesel::debug_query`] shows it, its text and its binds.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn sent(&self, side: Side) -> Result<Vec<String>, Box<dyn Error>> {
        let watch = Watch::default();
        let sent = Arc::clone(&watch.sent);
        (self.run)(side, Some(watch), &mut |one_run| one_run(0))?;
        let sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(sent.clone())
    }
}

/// Writes down what is sent over a connection.
#[derive(Debug, Default)]
pub struct Watch {
    sent: Arc<Mutex<Vec<String>>>,
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            sent.push(query.to_string());
        }
    }
}
