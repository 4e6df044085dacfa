//! What a function or a service answered.

use std::fmt::Debug;

/// What a function or a service answered, as far as it can be compared: whether
/// it did what was asked, and what it said.
///
/// The text of two answers is compared, so it should hold nothing that differs
/// from one call to the next: no time of day, no map without an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub(super) done: bool,
    pub(super) text: String,
}

impl Answer {
    /// It was done, and this came back: rows, a number, the body of a response.
    pub fn done(text: impl Into<String>) -> Self {
        Self {
            done: true,
            text: text.into(),
        }
    }

    /// It was refused, in these words: an error, `404 Not Found`.
    pub fn refused(text: impl Into<String>) -> Self {
        Self {
            done: false,
            text: text.into(),
        }
    }
}

impl<T: Debug, E: Debug> From<Result<T, E>> for Answer {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(value) => Self::done(format!("{value:?}")),
            Err(error) => Self::refused(format!("{error:?}")),
        }
    }
}
