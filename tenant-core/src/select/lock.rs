//! Row locks.

use diesel::QueryDsl;
use diesel::query_dsl::methods::{LockingDsl, ModifyLockDsl};

use crate::select::{Scoped, names};

/// One method in front of one of Diesel's lock types. A generic `LockingDsl`
/// would take raw text as a lock.
macro_rules! locks {
    ($($dsl:ident :: $with:ident ($($method:ident: $lock:ident),+))+) => {$($(
        impl<'t, K, Q> Scoped<'t, K, Q> {
            #[doc = concat!("Diesel's [`", stringify!($method), "`](diesel::QueryDsl::", stringify!($method), ").")]
            pub fn $method(self) -> Scoped<'t, K, <Q as $dsl<names::$lock>>::Output>
            where
                Q: QueryDsl + $dsl<names::$lock>,
            {
                self.map(QueryDsl::$method)
            }
        }

        impl<'t, K, Q> $dsl<names::$lock> for Scoped<'t, K, Q>
        where
            Q: $dsl<names::$lock>,
        {
            type Output = Scoped<'t, K, <Q as $dsl<names::$lock>>::Output>;

            fn $with(self, lock: names::$lock) -> Self::Output {
                self.map(|query| query.$with(lock))
            }
        }
    )+)+};
}

locks! {
    LockingDsl::with_lock(
        for_update: ForUpdate,
        for_no_key_update: ForNoKeyUpdate,
        for_share: ForShare,
        for_key_share: ForKeyShare
    )
    ModifyLockDsl::modify_lock(skip_locked: SkipLocked, no_wait: NoWait)
}
