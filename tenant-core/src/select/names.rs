//! Names for types of Diesel's that it does not export, read off by
//! projection: what Diesel hands to a probe is the type that has no path.

use diesel::JoinTo;
use diesel::query_dsl::InternalJoinDsl;
use diesel::query_dsl::methods::{LockingDsl, ModifyLockDsl};

/// Answers with what it was called with.
#[derive(Debug)]
pub struct Probe;

impl<Lock> LockingDsl<Lock> for Probe {
    type Output = Lock;

    fn with_lock(self, lock: Lock) -> Lock {
        lock
    }
}

impl<Modifier> ModifyLockDsl<Modifier> for Probe {
    type Output = Modifier;

    fn modify_lock(self, modifier: Modifier) -> Modifier {
        modifier
    }
}

impl JoinTo<()> for Probe {
    type FromClause = ();
    type OnClause = ();

    fn join_target((): ()) -> ((), ()) {
        ((), ())
    }
}

impl<Kind> InternalJoinDsl<(), Kind, ()> for Probe {
    type Output = Kind;

    fn join(self, (): (), kind: Kind, (): ()) -> Kind {
        kind
    }
}

/// The kind of an inner join.
pub(super) type Inner = diesel::dsl::InnerJoin<Probe, ()>;
/// The kind of a left join.
pub(super) type LeftOuter = diesel::dsl::LeftJoin<Probe, ()>;
/// `FOR UPDATE`.
pub(super) type ForUpdate = diesel::dsl::ForUpdate<Probe>;
/// `FOR NO KEY UPDATE`.
pub(super) type ForNoKeyUpdate = diesel::dsl::ForNoKeyUpdate<Probe>;
/// `FOR SHARE`.
pub(super) type ForShare = diesel::dsl::ForShare<Probe>;
/// `FOR KEY SHARE`.
pub(super) type ForKeyShare = diesel::dsl::ForKeyShare<Probe>;
/// `SKIP LOCKED`.
pub(super) type SkipLocked = diesel::dsl::SkipLocked<Probe>;
/// `NOWAIT`.
pub(super) type NoWait = diesel::dsl::NoWait<Probe>;
