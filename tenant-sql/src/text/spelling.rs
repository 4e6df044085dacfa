//! What the parser does not know, by another name that it knows.

use super::Scanner;

/// A subquery in `= ANY (..)` is one in `IN (..)`, where the parser takes set
/// operations too.
pub(super) fn set_operation_in_any(text: &str) -> String {
    text.replace("= ANY((SELECT", "IN ((SELECT")
}

impl Scanner<'_> {
    /// SQLite's `a IS b` and `a IS NOT b`, by the names that the parser knows.
    pub(super) fn is_of_two_values(&mut self) {
        const KNOWN: &[&str] = &["null", "true", "false", "distinct"];
        let at = self.rest.peek().map_or(self.sql.len(), |(at, _)| *at);
        let rest = self.sql.get(at..).unwrap_or_default();
        let next = first_word(rest);
        if rest.trim_ascii_start().starts_with(['-', '/']) || is_one_of(next, KNOWN) {
            return;
        }
        if !is_one_of(next, &["not"]) {
            self.out.push_str(" NOT DISTINCT FROM ");
            return;
        }
        let blank = rest.len() - rest.trim_ascii_start().len();
        let behind = rest.get(blank + next.len()..).unwrap_or_default();
        if !behind.trim_ascii_start().starts_with(['-', '/'])
            && !is_one_of(first_word(behind), KNOWN)
        {
            self.out.push_str(" DISTINCT FROM ");
            let end = at + blank + next.len();
            while self.rest.next_if(|(at, _)| *at < end).is_some() {}
        }
    }

    /// Locks that the parser does not know, as one that it knows: which rows are
    /// locked makes no difference here.
    pub(super) fn lock_clause(&mut self) {
        const LOCKS: &[(&str, &str)] = &[
            (" for no key update", " FOR UPDATE"),
            (" for key share", " FOR SHARE"),
            (" lock in share mode", " FOR SHARE"),
        ];
        for (unknown, known) in LOCKS {
            let start = self.out.len().saturating_sub(unknown.len());
            let tail = self.out.get(start..).unwrap_or_default();
            if tail.eq_ignore_ascii_case(unknown) {
                self.out.truncate(start);
                self.out.push_str(known);
            }
        }
    }
}

fn first_word(text: &str) -> &str {
    let text = text.trim_ascii_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|own| own.eq_ignore_ascii_case(word))
}
