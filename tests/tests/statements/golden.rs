//! The SQL that a statement renders, compared as text.

use std::fmt::Display;

/// What a statement is expected to render.
///
/// Written once, with backticks around names and `?` for binds, as SQLite and
/// MariaDB have them; PostgreSQL's spelling is made from it. Where a database
/// renders something else, that is said beside it.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    everywhere: &'static str,
    sqlite: Option<&'static str>,
    postgres: Option<&'static str>,
    mysql: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "the databases whose features are on")]
pub enum Dialect {
    Sqlite,
    Postgres,
    Mysql,
}

pub const fn sql(everywhere: &'static str) -> Sql {
    Sql {
        everywhere,
        sqlite: None,
        postgres: None,
        mysql: None,
    }
}

impl Sql {
    pub const fn on_sqlite(mut self, text: &'static str) -> Self {
        self.sqlite = Some(text);
        self
    }

    pub const fn on_postgres(mut self, text: &'static str) -> Self {
        self.postgres = Some(text);
        self
    }

    pub const fn on_mysql(mut self, text: &'static str) -> Self {
        self.mysql = Some(text);
        self
    }

    fn for_dialect(self, dialect: Dialect) -> String {
        let (exception, spelling): (_, fn(&str) -> String) = match dialect {
            Dialect::Sqlite => (self.sqlite, str::to_owned),
            Dialect::Mysql => (self.mysql, str::to_owned),
            Dialect::Postgres => (self.postgres, in_postgres),
        };
        spelling(exception.unwrap_or(self.everywhere))
    }
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        sql(text)
    }
}

/// Double quotes around names, and numbered binds.
fn in_postgres(text: &str) -> String {
    let mut number = 0;
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '`' => out.push('"'),
            '?' => {
                number += 1;
                out.push_str(&format!("${number}"));
            }
            c => out.push(c),
        }
        out
    })
}

/// Compares what `debug_query` prints, without the binds. Where blanks stand
/// does not count, so that long statements can be broken in the tests.
#[track_caller]
pub fn check(debug_query: impl Display, expected: Sql, dialect: Dialect) {
    let printed = debug_query.to_string();
    let (text, _) = printed
        .split_once(" -- binds: ")
        .expect("`debug_query` prints the binds");
    assert_eq!(blanks(text), blanks(&expected.for_dialect(dialect)));
}

fn blanks(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace("( ", "(")
}
