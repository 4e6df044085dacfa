//! Running one statement, and what it answers.

use std::fmt::Debug;

use diesel::query_builder::QueryFragment;
use diesel::result::{Error, QueryResult};
use tenant_core::TenantConnection;
use tenant_core::lookup::{LookUpError, look_up};

use super::{Backend, Conn, joining, reading, writing};
use crate::program::{End, Statement};
use crate::schema::companies;

pub type Db<'t> = TenantConnection<'t, Conn, i64>;

/// What a statement answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// In their order, if they have one.
    Rows(Vec<String>),
    /// How many rows it touched.
    Touched(usize),
    /// What was wrong, without what the database says of the values.
    Failed(String),
    Rolled(End, Vec<Answer>),
}

impl Answer {
    /// Was there a row?
    pub fn tells(&self) -> bool {
        match self {
            Self::Rows(rows) => rows.iter().any(|row| row != "0"),
            Self::Touched(rows) => *rows > 0,
            Self::Failed(_) => false,
            Self::Rolled(_, answers) => answers.iter().any(Self::tells),
        }
    }
}

/// A scope in which statements run, and their SQL where it is asked for.
pub struct Run<'a, 't> {
    pub db: &'a mut Db<'t>,
    pub sql: &'a mut Option<Vec<String>>,
}

impl Run<'_, '_> {
    pub fn note<Q: QueryFragment<Backend>>(&mut self, query: &Q) {
        if let Some(sql) = self.sql {
            sql.push(diesel::debug_query::<Backend, _>(query).to_string());
        }
    }

    pub fn note_text(&mut self, text: impl FnOnce() -> String) {
        if let Some(sql) = self.sql {
            sql.push(text());
        }
    }
}

/// Rows without an order are put into one.
pub fn unordered<U: Debug>(rows: QueryResult<Vec<U>>) -> QueryResult<Answer> {
    let mut rows = texts(rows?);
    rows.sort();
    Ok(Answer::Rows(rows))
}

pub fn ordered<U: Debug>(rows: QueryResult<Vec<U>>) -> QueryResult<Answer> {
    Ok(Answer::Rows(texts(rows?)))
}

pub fn one<U: Debug>(row: QueryResult<U>) -> QueryResult<Answer> {
    ordered(row.map(|row| vec![row]))
}

fn texts<U: Debug>(rows: Vec<U>) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

/// Runs a statement in a transaction of its own, so that one that fails does not
/// keep the next from running.
pub fn run(statement: &Statement, run: &mut Run<'_, '_>) -> Answer {
    let Run { db, sql } = run;
    let answer = db.transaction(|db| attempt(statement, &mut Run { db, sql }));
    match answer {
        Ok(answer) => answer,
        Err(error) => Answer::Failed(kind(&error)),
    }
}

fn attempt(statement: &Statement, run: &mut Run<'_, '_>) -> QueryResult<Answer> {
    match statement {
        Statement::Read(table, read) => reading::run(*table, read, run),
        Statement::Join(pair, joined) => joining::run_joined(*pair, joined, run),
        Statement::Correlated(pair, correlated) => {
            joining::run_correlated(*pair, correlated, run)
        }
        Statement::Write(table, write) => writing::run(*table, write, run),
        Statement::LookUp(host) => Ok(who_is(host, run)),
        Statement::Transaction(statements, end) => Ok(transaction(statements, *end, run)),
    }
}

fn transaction(statements: &[Statement], end: End, outer: &mut Run<'_, '_>) -> Answer {
    let Run { db, sql } = outer;
    let mut answers = Vec::new();
    let ended = db.transaction(|db| {
        for statement in statements {
            answers.push(run(statement, &mut Run { db, sql }));
        }
        match end {
            End::Commit => Ok(()),
            End::RollBack => Err(Error::RollbackTransaction),
        }
    });
    match ended {
        Ok(()) => Answer::Rolled(End::Commit, answers),
        Err(Error::RollbackTransaction) => Answer::Rolled(End::RollBack, answers),
        Err(error) => Answer::Failed(kind(&error)),
    }
}

/// A look-up stands before the scopes, and reads everybody's rows: with
/// somebody's value it answers with a claim to be that somebody. What may not
/// depend on the others is whether it answers with this tenant.
fn who_is(host: &'static str, run: &mut Run<'_, '_>) -> Answer {
    let query = look_up(companies::host, host);
    run.note(&query);
    let tenant = *run.db.tenant().key();
    let raw = tenant_core::danger::raw_connection(run.db, "a look-up needs no scope");
    let claim = query.claim(raw.expect("the reason is not empty"));
    Answer::Rows(vec![match claim {
        Ok(claim) if *claim.key() == tenant => "this tenant".to_owned(),
        Ok(_) | Err(LookUpError::NotFound) => "not this tenant".to_owned(),
        Err(error) => format!("{error:?}"),
    }])
}

fn kind(error: &Error) -> String {
    match error {
        Error::DatabaseError(kind, _) => format!("{kind:?}"),
        error => format!("{error:?}"),
    }
}
