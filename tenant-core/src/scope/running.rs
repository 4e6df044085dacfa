//! Which scope's connection is running a statement, if any.
//!
//! The brand keeps statements of two scopes apart at compile time, but Diesel
//! does not hand it on to everything that a statement can hold (aggregate
//! modifiers, changesets), and a known soundness hole of rustc
//! (rust-lang/rust#25860) can unify two lifetimes in safe code. So a tenant key
//! that is bound for another scope than the running one is an error before
//! anything is sent.

use std::cell::Cell;
use std::ptr;

use diesel::result::{Error, QueryResult};

use crate::error::OtherTenant;

thread_local! {
    static RUNNING: Cell<*const ()> = const { Cell::new(ptr::null()) };
}

/// Marks a scope as running a statement on this thread, until it is dropped.
pub(crate) struct Running(*const ());

impl Running {
    /// The scope is known by where its key lies in memory.
    #[inline]
    pub(crate) fn start<K>(key: &K) -> Self {
        Self(RUNNING.replace(ptr::from_ref(key).cast()))
    }

    /// Is `key` the one of the running scope, or none running?
    #[inline]
    pub(crate) fn check<K>(key: &K) -> QueryResult<()> {
        let running = RUNNING.get();
        if running.is_null() || ptr::eq(running, ptr::from_ref(key).cast()) {
            Ok(())
        } else {
            Err(Error::QueryBuilderError(Box::new(OtherTenant)))
        }
    }
}

impl Drop for Running {
    #[inline]
    fn drop(&mut self) {
        RUNNING.set(self.0);
    }
}
