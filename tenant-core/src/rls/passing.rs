//! What binds a tenant is no statement of the application's: the statement wall
//! counts it and lets it pass.

#[cfg(feature = "async")]
use std::future::{Future, poll_fn};
#[cfg(feature = "async")]
use std::pin::pin;

/// As long as it lives, what this thread sends passes.
#[cfg(feature = "statement-wall")]
pub(super) fn passing() -> crate::statements::Sanctioned {
    crate::statements::Sanctioned::start()
}

/// There is no wall.
#[cfg(not(feature = "statement-wall"))]
pub(super) fn passing() -> impl Sized {}

/// What the future sends passes, on whatever thread it is polled.
#[cfg(feature = "async")]
pub(super) async fn passes<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| {
        let _passing = passing();
        future.as_mut().poll(context)
    })
    .await
}
