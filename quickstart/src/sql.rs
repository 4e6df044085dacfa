//! The SQL that was run, caught as Diesel sends it.

use std::mem;
use std::sync::{Arc, Mutex};

use diesel::Connection;
use diesel::connection::InstrumentationEvent;

const WIDTH: usize = 110;

/// The statements that a connection has sent, with their binds.
#[derive(Debug, Clone, Default)]
pub struct SqlLog(Arc<Mutex<Vec<String>>>);

impl SqlLog {
    /// Starts to write down what `conn` sends.
    pub fn watch(&self, conn: &mut impl Connection) {
        let log = Self(Arc::clone(&self.0));
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event
                && let Ok(mut statements) = log.0.lock()
            {
                statements.push(query.to_string());
            }
        });
    }

    /// The statements since the last call.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        self.0
            .lock()
            .map(|mut statements| mem::take(&mut *statements))
            .unwrap_or_default()
    }
}

/// A statement as a person would write it: a line for each clause, none of them
/// too long.
#[must_use]
pub fn wrapped(statement: &str) -> String {
    let (sql, binds) = statement
        .split_once(" -- binds: ")
        .unwrap_or((statement, "[]"));
    let mut text = clauses(sql);
    if binds != "[]" {
        text += "\n-- binds: ";
        text += binds;
    }
    let options = textwrap::Options::new(WIDTH)
        .initial_indent("    ")
        .subsequent_indent("        ")
        .break_words(false);
    text.lines().fold(String::new(), |wrapped, line| {
        wrapped + &textwrap::fill(line, &options) + "\n"
    })
}

/// Begins a line at each clause of the statement, and at its joins.
fn clauses(sql: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for word in sql.split_inclusive(' ') {
        match word.trim_end() {
            "FROM" if text == "DELETE " => {}
            "FROM" | "SET" | "VALUES" | "ON" | "WHERE" | "GROUP" | "ORDER" | "LIMIT"
                if depth == 0 =>
            {
                text += "\n";
            }
            "INNER" | "LEFT" => text += "\n  ",
            _ => {}
        }
        depth += word.matches('(').count();
        depth = depth.saturating_sub(word.matches(')').count());
        text += word;
    }
    text
}
