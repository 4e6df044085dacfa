//! What a server cannot be brought to do on demand: statements that need another
//! message first although they needed none before, and a `COMMIT` that is cancelled.

use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};

use super::*;

/// Answers what was sent, in turn.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<Vec<Message>>>);

struct Message {
    text: &'static str,
    answered: bool,
    waker: Waker,
}

impl Server {
    fn with<R>(&self, f: impl FnOnce(&mut Vec<Message>) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn texts(&self) -> Vec<&'static str> {
        self.with(|sent| sent.iter().map(|message| message.text).collect())
    }

    /// A future that sends the messages, each when the one before is answered.
    fn talk<T: Send + 'static>(
        &self,
        messages: &'static [&'static str],
        result: QueryResult<T>,
    ) -> BoxFuture<'static, QueryResult<T>> {
        let (server, mut result) = (self.clone(), Some(result));
        let (mut left, mut waiting) = (messages.iter(), None);
        poll_fn(move |context| {
            server.with(|sent| {
                loop {
                    if let Some(message) = waiting.and_then(|number: usize| sent.get_mut(number))
                        && !message.answered
                    {
                        message.waker = context.waker().clone();
                        return Poll::Pending;
                    }
                    let Some(text) = left.next() else {
                        return result.take().map_or(Poll::Pending, Poll::Ready);
                    };
                    waiting = Some(sent.len());
                    sent.push(Message {
                        text,
                        answered: false,
                        waker: context.waker().clone(),
                    });
                }
            })
        })
        .boxed()
    }

    /// Polls the future, and answers as many messages whenever it waits.
    fn run<F: Future>(&self, future: F, answers: usize) -> F::Output {
        let mut future = pin!(future);
        loop {
            let polled = future
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()));
            if let Poll::Ready(output) = polled {
                return output;
            }
            let woken: Vec<_> = self.with(|sent| {
                let waiting = sent.iter_mut().filter(|message| !message.answered);
                let answered = waiting.take(answers).map(|message| {
                    message.answered = true;
                    message.waker.clone()
                });
                answered.collect()
            });
            assert!(!woken.is_empty(), "it waits for nothing");
            woken.into_iter().for_each(Waker::wake);
        }
    }
}

/// What came of a statement that sends these messages: the result, whether it was
/// seen to need one answer, whether the transaction was left, and what was sent.
type Outcome = (QueryResult<i32>, bool, bool, Vec<&'static str>);

fn outcome(
    statement: impl FnOnce(BoxFuture<'static, QueryResult<i32>>) -> Statement<'static, i32>,
    messages: &'static [&'static str],
    (result, commit): (QueryResult<i32>, QueryResult<()>),
    prepared: bool,
    answers: usize,
) -> Outcome {
    let server = Server::default();
    let statement = statement(server.talk(messages, result));
    let (left, commit) = (AtomicBool::new(false), Mutex::new(Some(commit)));
    let send = |text: &'static str| {
        let first = commit.lock().unwrap_or_else(PoisonError::into_inner).take();
        let text: &'static [&'static str] = match text {
            "COMMIT" => &["COMMIT"],
            _ => &["ROLLBACK"],
        };
        server.talk(text, first.unwrap_or(Ok(())))
    };
    let begin = server.talk(&["BEGIN"], Ok(()));
    let exchange = exchange(begin, statement, prepared, send, &left);
    let (result, at_once) = server.run(exchange, answers);
    (result, at_once, left.into_inner(), server.texts())
}

fn loaded(sent: BoxFuture<'static, QueryResult<i32>>) -> Statement<'static, i32> {
    Statement::loaded(sent, |rows| async move { Ok(rows) })
}

const FINE: (QueryResult<i32>, QueryResult<()>) = (Ok(7), Ok(()));
const BIND: &[&str] = &["Bind"];
const PARSE: &[&str] = &["Parse", "Bind"];

#[test]
fn a_statement_of_one_message_goes_with_its_end() {
    for statement in [loaded, Statement::executed] {
        let expected = (Ok(7), true, false, vec!["BEGIN", "Bind", "COMMIT"]);
        assert_eq!(outcome(statement, BIND, FINE, true, 1), expected);
        assert_eq!(outcome(statement, BIND, FINE, false, 1), expected);
        let first = (
            Ok(7),
            false,
            false,
            vec!["BEGIN", "Parse", "Bind", "COMMIT"],
        );
        assert_eq!(outcome(statement, PARSE, FINE, false, 1), first);
    }
}

#[test]
fn a_statement_that_comes_after_its_end_is_noticed() {
    let late = |outcome: Outcome| {
        let (result, at_once, left, sent) = outcome;
        assert!(
            matches!(result, Err(Error::BrokenTransactionManager)),
            "{result:?}"
        );
        assert!(left && !at_once);
        assert_eq!(sent, ["BEGIN", "Parse", "COMMIT", "Bind"]);
    };
    late(outcome(loaded, PARSE, FINE, true, 1));
    late(outcome(Statement::executed, PARSE, FINE, true, 1));
    // Where its answer is seen at the same time as that of its end.
    late(outcome(loaded, PARSE, FINE, true, 2));
}

#[test]
fn what_fails_is_rolled_back() {
    let failed = || (Err(Error::NotFound), Ok(()));
    let rolled_back = (
        Err(Error::NotFound),
        true,
        false,
        vec!["BEGIN", "Bind", "ROLLBACK"],
    );
    assert_eq!(outcome(loaded, BIND, failed(), false, 1), rolled_back);
    // The server makes one of it by itself.
    let sent = vec!["BEGIN", "Bind", "COMMIT"];
    let expected = (Err(Error::NotFound), true, false, sent);
    assert_eq!(outcome(loaded, BIND, failed(), true, 1), expected);
}

#[test]
fn a_commit_that_fails_may_leave_the_transaction_open() {
    for prepared in [false, true] {
        let cancelled = (Ok(7), Err(Error::RollbackTransaction));
        let sent = vec!["BEGIN", "Bind", "COMMIT", "ROLLBACK"];
        let expected = (Err(Error::RollbackTransaction), true, false, sent);
        assert_eq!(outcome(loaded, BIND, cancelled, prepared, 1), expected);
    }
}
