//! Tables that every tenant reads and none writes.

use diesel::query_builder::QueryId;

use crate::scope::TenantId;
use crate::table::{Apply, Guard, RowsOf};

/// In place of a predicate, where the rows are everybody's to read.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct NoPredicate;

impl Guard for NoPredicate {
    type Under<FK, P, PK> = Self;

    fn under<FK, P, PK>(self, _: FK, _: P, _: PK) -> Self {
        self
    }
}

impl<Q> Apply<Q> for NoPredicate {
    type Output = Q;

    fn apply(self, query: Q) -> Q {
        query
    }
}

/// The rows are everybody's to read and nobody's to write.
#[derive(Debug)]
pub struct Shared;

#[diagnostic::do_not_recommend]
impl<K: 'static> RowsOf<K> for Shared {
    type Predicate = NoPredicate;
    type AliasPredicate<S> = NoPredicate;

    fn predicate(_: TenantId<'_, K>) -> NoPredicate {
        NoPredicate
    }

    fn alias_predicate<S>(_: TenantId<'_, K>) -> NoPredicate {
        NoPredicate
    }
}
