//! Rows whose errors are read as those of the statement's look-up.

use std::pin::Pin;
use std::task::{Context, Poll};

use diesel::result::QueryResult;
use futures_util::stream::Stream;
use pin_project_lite::pin_project;

use crate::scope::LookedUp;

pin_project! {
    /// A stream of rows, and the look-up that may have failed.
    #[derive(Debug)]
    pub struct Understood<S> {
        #[pin]
        rows: S,
        looked_up: LookedUp,
    }
}

impl<S> Understood<S> {
    pub(super) fn new(rows: S, looked_up: LookedUp) -> Self {
        Self { rows, looked_up }
    }
}

impl<S, U> Stream for Understood<S>
where
    S: Stream<Item = QueryResult<U>>,
{
    type Item = QueryResult<U>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.project();
        let polled = this.rows.poll_next(context);
        polled.map(|row| row.map(|row| row.map_err(|error| this.looked_up.understood(error))))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rows.size_hint()
    }
}
