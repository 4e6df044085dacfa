//! Statements that are meant to reach past one tenant's rows.

use std::cell::Cell;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// While it lives, statements of this thread have been answered for elsewhere:
/// by a declaration (look-ups) or by a reason (`danger::across_tenants`).
#[derive(Debug)]
#[must_use = "statements are sanctioned as long as it lives"]
pub(crate) struct Sanctioned(());

impl Sanctioned {
    pub(crate) fn start() -> Self {
        DEPTH.set(DEPTH.get() + 1);
        Self(())
    }

    pub(super) fn is_on() -> bool {
        DEPTH.get() > 0
    }
}

impl Drop for Sanctioned {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}
