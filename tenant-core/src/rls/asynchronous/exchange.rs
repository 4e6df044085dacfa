//! One statement in a bound transaction of its own, in as few round trips as can be.
//!
//! What is polled in turn is sent in turn, without waiting for answers. So `BEGIN`
//! with the binding goes out with the statement, and `COMMIT` does too where the
//! statement itself, and nothing before it, is what was sent. A statement that still
//! has to be prepared would run after that `COMMIT`, where nobody is bound and
//! policies hide all rows. Diesel does not say which is prepared. So it is observed:
//! `COMMIT` goes ahead only for a statement that was seen on this connection to need
//! one answer, and that it was the case again is checked by when its answer comes.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use diesel::result::{Error, QueryResult};
use futures_util::future::{BoxFuture, FutureExt, Join, join};

use super::watched::{Watch, Watched};

/// A statement that is about to be sent.
pub(super) struct Statement<'a, R> {
    future: BoxFuture<'a, QueryResult<R>>,
    watch: Arc<Watch>,
    /// Is the first answer the one that is watched for?
    first_answer: bool,
}

impl<'a, R: 'a> Statement<'a, R> {
    /// One whose answer is a number.
    pub(super) fn executed(sent: BoxFuture<'a, QueryResult<R>>) -> Self
    where
        R: Send,
    {
        let (watched, watch) = Watched::new(sent);
        Self {
            future: watched.boxed(),
            watch,
            first_answer: false,
        }
    }

    /// One whose answers are rows: `collect` gathers them once they begin to come.
    pub(super) fn loaded<S, F>(
        sent: BoxFuture<'a, QueryResult<S>>,
        collect: impl FnOnce(S) -> F + Send + 'a,
    ) -> Self
    where
        S: Send + 'a,
        F: Future<Output = QueryResult<R>> + Send + 'a,
    {
        let (watched, watch) = Watched::new(sent);
        Self {
            future: async move { collect(watched.await?).await }.boxed(),
            watch,
            first_answer: true,
        }
    }
}

/// Both answers: of what begins the transaction, and of the statement.
type Talk<'a, R> = Join<BoxFuture<'a, QueryResult<()>>, BoxFuture<'a, QueryResult<R>>>;

/// Runs `statement` between what `begin` sends and `COMMIT`.
///
/// `left` is true as long as the server may be in the transaction. Also returned is
/// whether the statement was seen to need one answer.
pub(super) async fn exchange<'a, R>(
    begin: BoxFuture<'a, QueryResult<()>>,
    statement: Statement<'a, R>,
    prepared: bool,
    send: impl Fn(&'static str) -> BoxFuture<'a, QueryResult<()>>,
    left: &AtomicBool,
) -> (QueryResult<R>, bool) {
    left.store(true, Ordering::Release);
    let Statement {
        future,
        watch,
        first_answer,
    } = statement;
    let mut talk = join(begin, future);
    let first = poll_fn(|context| Poll::Ready(talk.poll_unpin(context))).await;
    let together = prepared && first.is_pending() && !watch.is_woken();
    let (result, ended) = if together {
        let late = |committed| {
            (first_answer && watch.needs_more_answers()) || (committed && !watch.is_done())
        };
        let Some(((begun, result), ended)) = with_end(talk, send("COMMIT"), late).await else {
            return (Err(Error::BrokenTransactionManager), false);
        };
        (begun.and(result), ended)
    } else {
        let (begun, result) = match first {
            Poll::Ready(answers) => answers,
            Poll::Pending => talk.await,
        };
        let result = begun.and(result);
        let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
        (result, send(end).await)
    };
    // A `COMMIT` that was cancelled leaves the transaction open, as one that failed.
    let clean = ended.is_ok() || send("ROLLBACK").await.is_ok();
    left.store(!clean, Ordering::Release);
    (
        result.and_then(|rows| ended.map(|()| rows)),
        watch.needed_one_answer(),
    )
}

/// All answers, or none where the statement was sent after the end of its
/// transaction.
async fn with_end<'a, R>(
    mut talk: Talk<'a, R>,
    mut end: BoxFuture<'a, QueryResult<()>>,
    is_late: impl Fn(bool) -> bool,
) -> Option<((QueryResult<()>, QueryResult<R>), QueryResult<()>)> {
    let (mut answers, mut ended) = (None, None);
    poll_fn(move |context| {
        if ended.is_none() {
            ended = ready_of(end.poll_unpin(context));
        }
        if answers.is_none() {
            answers = ready_of(talk.poll_unpin(context));
        }
        if is_late(ended.is_some()) {
            return Poll::Ready(None);
        }
        match (answers.take(), ended.take()) {
            (Some(answers), Some(ended)) => Poll::Ready(Some((answers, ended))),
            waiting => {
                (answers, ended) = waiting;
                Poll::Pending
            }
        }
    })
    .await
}

fn ready_of<T>(polled: Poll<T>) -> Option<T> {
    match polled {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests;
