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
use crate::scope::LookedUp;

thread_local! {
    static RUNNING: Cell<*const ()> = const { Cell::new(ptr::null()) };
    /// The foreign key whose parent the statement that runs looks up.
    static LOOKED_UP: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Marks a scope as running a statement on this thread, until it is dropped.
pub(crate) struct Running(*const (), Option<&'static str>);

impl Running {
    /// The scope is known by where its key lies in memory.
    #[inline]
    pub(crate) fn start<K>(key: &K) -> Self {
        Self(RUNNING.replace(ptr::from_ref(key).cast()), LOOKED_UP.take())
    }

    /// The statement looks the parent of an inserted row up, by this foreign key.
    pub(crate) fn looks_up(foreign_key: &'static str) {
        LOOKED_UP.set(Some(foreign_key));
    }

    /// What the statement looked up, once its binds are made.
    #[inline]
    pub(crate) fn looked_up(&self) -> LookedUp {
        LookedUp(LOOKED_UP.get())
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
        LOOKED_UP.set(self.1);
    }
}
