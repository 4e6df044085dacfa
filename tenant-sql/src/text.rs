//! The text as the database reads it, before it is parsed.
//!
//! A checker that takes a comment for a string is walked past. So comments and
//! strings are found here, by the rules of each database and narrowly: where
//! two settings of a database, or a database and the parser, could read a text
//! in two ways, it is refused. What the parser then gets has no comments, and
//! nothing in its strings that could be mistaken for their end.

mod spelling;

use std::iter::Peekable;
use std::str::CharIndices;

use self::spelling::{is_one_of, set_operation_in_any};
use crate::Dialect;

/// How many operators and `AND`s a statement may have; more would be too deep
/// for a walk.
const MOST_OPERATORS: usize = 4_000;

/// PostgreSQL cuts off what a name has beyond this, so that it is another one.
const LONGEST_NAME: usize = 63;

/// Which placeholders a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placeholders {
    /// The database's own: `?`, `$1`.
    Database,
    /// `:name` and no others.
    Named,
}

/// A named placeholder, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) at: std::ops::Range<usize>,
    pub(crate) name: String,
}

/// Gives the text without comments and with nothing odd in its strings. `None`
/// is an empty statement.
pub(crate) fn clean(
    sql: &str,
    dialect: Dialect,
    placeholders: Placeholders,
) -> Result<(Option<String>, Vec<Named>), &'static str> {
    let mut scanner = Scanner {
        sql,
        rest: sql.char_indices().peekable(),
        out: String::with_capacity(sql.len()),
        dialect,
        placeholders,
        operators: 0,
        ended: false,
        named: Vec::new(),
    };
    scanner.run()?;
    if scanner.operators > MOST_OPERATORS {
        return Err("it has more operators than the checker follows");
    }
    let out = scanner.out.trim();
    let text = (!out.is_empty()).then(|| set_operation_in_any(out));
    Ok((text, scanner.named))
}

struct Scanner<'a> {
    sql: &'a str,
    rest: Peekable<CharIndices<'a>>,
    out: String,
    dialect: Dialect,
    placeholders: Placeholders,
    operators: usize,
    ended: bool,
    named: Vec<Named>,
}

type Step = Result<(), &'static str>;

impl<'a> Scanner<'a> {
    fn run(&mut self) -> Step {
        while let Some((at, c)) = self.rest.next() {
            match c {
                ' ' | '\t' | '\n' | '\r' => self.blank(),
                '-' if self.next_is('-') => self.line_comment("--")?,
                '#' if self.dialect == Dialect::Mysql => self.line_comment("#")?,
                '/' if self.next_is('*') => self.block_comment()?,
                ';' => self.ended = !self.out.trim().is_empty(),
                _ if self.ended => return Err("it holds several statements; send them one by one"),
                '\'' => self.string('\'')?,
                '"' if self.dialect == Dialect::Mysql => self.string('"')?,
                '"' => self.quoted_name('"')?,
                '`' if self.dialect != Dialect::Postgres => self.quoted_name('`')?,
                '[' if self.dialect == Dialect::Sqlite => self.quoted_name(']')?,
                '0'..='9' => self.number(at, c)?,
                'a'..='z' | 'A'..='Z' | '_' => self.word(at)?,
                '?' | '$' | '@' | ':' => self.sigil(at, c)?,
                _ => self.operator(c)?,
            }
        }
        Ok(())
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, c)| *c)
    }

    fn next_is(&mut self, c: char) -> bool {
        self.peek() == Some(c)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> bool {
        let before = self.out.len();
        while let Some((_, c)) = self.rest.next_if(|(_, c)| keep(*c)) {
            self.out.push(c);
        }
        self.out.len() > before
    }

    fn blank(&mut self) {
        if !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    /// To the end of the line, which not every database sees in a lone `\r`.
    fn line_comment(&mut self, start: &str) -> Step {
        if start == "--" {
            self.rest.next();
            let spaced = self.peek().is_none_or(|c| c.is_ascii_whitespace());
            if self.dialect == Dialect::Mysql && !spaced {
                return Err("`--` without a blank behind it is no comment on MySQL");
            }
        }
        while let Some((_, c)) = self.rest.next_if(|(_, c)| *c != '\n') {
            if c == '\0' || (c == '\r' && !self.next_is('\n')) {
                return Err("a comment has a control character in it");
            }
        }
        self.blank();
        Ok(())
    }

    fn block_comment(&mut self) -> Step {
        let Some((star, _)) = self.rest.next() else {
            return Err("a comment has no end");
        };
        let rest = self.sql.get(star + 1..).unwrap_or_default();
        let Some(end) = rest.find("*/") else {
            return Err("a comment has no end");
        };
        let comment = rest.get(..end).unwrap_or_default();
        if comment.starts_with(['!', '+']) || comment.starts_with("M!") {
            return Err("a comment holds code or hints for the database");
        }
        if comment.contains("/*") || comment.contains('\0') {
            return Err("a comment stands inside a comment");
        }
        while self
            .rest
            .next_if(|(at, _)| *at < star + 1 + end + 2)
            .is_some()
        {}
        self.blank();
        Ok(())
    }

    /// A string: what is in it does not matter, only where it ends.
    fn string(&mut self, quote: char) -> Step {
        let before = self.out.as_bytes();
        let escapes = match before {
            [.., b'e' | b'E'] => {
                self.dialect == Dialect::Postgres
                    && !matches!(
                        before,
                        [.., b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_', _]
                    )
            }
            [.., b'u' | b'U', b'&'] if self.dialect == Dialect::Postgres => {
                return Err("strings with `U&` are not followed");
            }
            [.., b'@'] => return Err("a name after `@` is in quotes"),
            _ => false,
        };
        self.out.push(quote);
        let mut backslash = false;
        loop {
            let Some((_, c)) = self.rest.next() else {
                return Err("a string has no end");
            };
            if c == '\0' {
                return Err("a string has a NUL in it");
            }
            if c == quote {
                if backslash && escapes {
                    backslash = false;
                    self.out.push('_');
                    continue;
                }
                if backslash && self.dialect == Dialect::Mysql {
                    return Err(
                        "a backslash stands before a quote: where the string ends is a setting of the server",
                    );
                }
                if !self.next_is(quote) {
                    break;
                }
                self.rest.next();
                self.out.push('_');
                continue;
            }
            // On MySQL a run of backslashes counts whole: whether they escape
            // is a setting.
            backslash = c == '\\' && !(backslash && escapes);
            let plain = c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ':' | '+' | '-');
            self.out.push(if plain { c } else { '_' });
        }
        self.out.push(quote);
        self.out.push(' ');
        Ok(())
    }

    fn quoted_name(&mut self, end: char) -> Step {
        if self.dialect == Dialect::Postgres
            && matches!(self.out.as_bytes(), [.., b'u' | b'U', b'&'])
        {
            return Err("names with `U&` are not followed");
        }
        if self.out.ends_with('@') {
            return Err("a name after `@` is in quotes");
        }
        let quote = if end == ']' { '"' } else { end };
        self.out.push(quote);
        let start = self.out.len();
        loop {
            match self.rest.next() {
                None => return Err("a quoted name has no end"),
                Some((_, c)) if c == end => break,
                Some((_, c))
                    if c.is_control() || matches!(c, '"' | '`' | '\'' | '\\' | '[' | ']') =>
                {
                    return Err("a quoted name has a quote or a control character in it");
                }
                Some((_, c)) => self.out.push(c),
            }
        }
        if self.next_is(end) {
            return Err("a quoted name has a quote in it");
        }
        self.is_whole_name(start)?;
        self.out.push(quote);
        Ok(())
    }

    fn is_whole_name(&self, start: usize) -> Step {
        let long = self.out.len() - start > LONGEST_NAME;
        if long && self.dialect == Dialect::Postgres {
            return Err("a name is longer than the database takes it");
        }
        Ok(())
    }

    fn word(&mut self, at: usize) -> Step {
        let start = self.out.len();
        let first = self.sql.get(at..).and_then(|rest| rest.chars().next());
        self.out.extend(first);
        self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        self.is_whole_name(start)?;
        let word = self.out.get(start..).unwrap_or_default();
        let is = self.dialect == Dialect::Sqlite && is_one_of(word, &["is"]);
        if is_one_of(word, &["and", "or", "not", "is"]) {
            self.operators += 1;
        }
        if is {
            self.is_of_two_values();
        }
        self.lock_clause();
        match self.peek() {
            Some('@') if self.dialect == Dialect::Postgres => Ok(()),
            Some('$' | '@') => Err("a name goes on with a sign that not every database takes"),
            _ => Ok(()),
        }
    }

    /// A number ends where the databases agree that it does.
    fn number(&mut self, at: usize, first: char) -> Step {
        self.out.push(first);
        let digits = |c: char| c.is_ascii_digit();
        if first == '0' && matches!(self.peek(), Some('x' | 'X')) {
            self.take_while(|c| c.is_ascii_hexdigit() || matches!(c, 'x' | 'X'));
        } else {
            self.take_while(digits);
            let after_name = at > 0 && self.sql.as_bytes().get(at - 1) == Some(&b'.');
            if self.next_is('.') && !after_name {
                self.take_while(|c| c == '.');
                self.take_while(digits);
            }
            if matches!(self.peek(), Some('e' | 'E')) {
                self.take_while(|c| matches!(c, 'e' | 'E'));
                self.take_while(|c| matches!(c, '+' | '-'));
                if !self.take_while(digits) {
                    return Err("a number has no exponent");
                }
            }
        }
        self.ends_here("a number runs into a name")
    }

    fn ends_here(&mut self, otherwise: &'static str) -> Step {
        match self.peek() {
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii() => {
                Err(otherwise)
            }
            _ => Ok(()),
        }
    }

    /// Signs with which placeholders begin, and what else they mean.
    fn sigil(&mut self, at: usize, c: char) -> Step {
        let named = self.placeholders == Placeholders::Named;
        self.out.push(c);
        match (self.dialect, c) {
            (Dialect::Postgres, ':') if self.next_is(':') => {
                self.rest.next();
                self.out.push(':');
                Ok(())
            }
            (_, ':') if named => self.placeholder_name(at),
            (Dialect::Postgres, '@') => Ok(()),
            (Dialect::Postgres, '?') => Ok(()),
            (_, '?' | '$') if named => Err("its placeholders are named: write `:tenant`, `:name`"),
            (Dialect::Postgres, '$') => {
                if !self.take_while(|c| c.is_ascii_digit()) {
                    return Err("strings in dollar quotes are not followed");
                }
                self.ends_here("a placeholder runs into a name")
            }
            (Dialect::Postgres, _) => Ok(()),
            (Dialect::Mysql, '?') => self.ends_here("a placeholder runs into a name"),
            (Dialect::Mysql, '@') => Ok(()),
            (Dialect::Mysql, _) => Err("it has a sign that is none of MySQL's"),
            (Dialect::Sqlite, '?') => {
                self.take_while(|c| c.is_ascii_digit());
                self.ends_here("a placeholder runs into a name")
            }
            (Dialect::Sqlite, _) => self.placeholder_name(at),
        }
    }

    fn placeholder_name(&mut self, at: usize) -> Step {
        let start = self.out.len();
        if !self.take_while(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err("a placeholder has no name");
        }
        let name = self.out.get(start..).unwrap_or_default().to_owned();
        self.named.push(Named {
            at: at..at + 1 + name.len(),
            name,
        });
        match self.peek() {
            Some(c @ (':' | '(' | '$')) if self.dialect == Dialect::Sqlite || c != ':' => {
                Err("the name of a placeholder goes on with a sign")
            }
            _ => self.ends_here("a placeholder runs into a name"),
        }
    }

    fn operator(&mut self, c: char) -> Step {
        match c {
            '(' | ')' | ',' | '.' => {}
            '+' | '-' | '*' | '/' | '%' | '<' | '>' | '=' | '~' | '^' => self.operators += 1,
            '!' if self.dialect == Dialect::Mysql && !self.next_is('=') => {
                return Err("`!` binds differently by a setting of the server; write `NOT (..)`");
            }
            '&' if self.dialect == Dialect::Mysql && self.next_is('&') => {
                return Err("write `AND` for `&&`");
            }
            '!' | '&' | '|' => self.operators += 1,
            '[' | ']' | '#' if self.dialect == Dialect::Postgres => {}
            _ => {
                return Err(
                    "it has a character that is not followed outside of strings and quoted names",
                );
            }
        }
        self.out.push(c);
        Ok(())
    }
}
