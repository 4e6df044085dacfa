//! A future that tells how often it had to wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::future::BoxFuture;
use futures_util::task::AtomicWaker;

/// A future that is polled only when it was woken itself, not when another was that
/// is polled with it. So each poll after which it has to wait is one thing it waits
/// for: an answer of the server.
pub(super) struct Watched<'a, T> {
    future: BoxFuture<'a, T>,
    watch: Arc<Watch>,
}

/// What is known of a [`Watched`] future.
#[derive(Default)]
pub(super) struct Watch {
    woken: AtomicBool,
    /// How often it had to wait.
    waits: AtomicUsize,
    done: AtomicBool,
    outer: AtomicWaker,
}

impl<'a, T> Watched<'a, T> {
    pub(super) fn new(future: BoxFuture<'a, T>) -> (Self, Arc<Watch>) {
        let watch = Arc::new(Watch::default());
        watch.woken.store(true, Ordering::Release);
        let watched = Self {
            future,
            watch: Arc::clone(&watch),
        };
        (watched, watch)
    }
}

impl Watch {
    pub(super) fn is_done(&self) -> bool {
        self.done.load(Ordering::Acquire)
    }

    pub(super) fn is_woken(&self) -> bool {
        self.woken.load(Ordering::Acquire)
    }

    /// Was one answer all it needed?
    pub(super) fn needed_one_answer(&self) -> bool {
        self.is_done() && self.waits.load(Ordering::Acquire) <= 1
    }

    /// Did it wait for a second answer?
    pub(super) fn needs_more_answers(&self) -> bool {
        self.waits.load(Ordering::Acquire) > 1
    }
}

impl<T> Future for Watched<'_, T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let watch = Arc::clone(&self.watch);
        watch.outer.register(context.waker());
        if !watch.woken.swap(false, Ordering::AcqRel) {
            return Poll::Pending;
        }
        let waker = Waker::from(Arc::clone(&watch));
        let polled = self.future.as_mut().poll(&mut Context::from_waker(&waker));
        if polled.is_ready() {
            watch.done.store(true, Ordering::Release);
        } else {
            watch.waits.fetch_add(1, Ordering::AcqRel);
        }
        polled
    }
}

impl Wake for Watch {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.outer.wake();
    }
}
