//! `group_by` and `having`.

use diesel::Expression;
use diesel::dsl::{GroupBy, Having};
use diesel::query_builder::SelectStatement;
use diesel::query_dsl::methods::{GroupByDsl, HavingDsl};

use crate::select::Scoped;
use crate::wall::{Parenthesised, TenantSafe};

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`group_by`](diesel::QueryDsl::group_by).
    pub fn group_by<E>(self, expression: E) -> Scoped<'t, K, GroupBy<Q, E>>
    where
        E: TenantSafe<'t> + Expression,
        Q: GroupByDsl<E, Output: KeepsWhereClause<Q>>,
    {
        self.map(|query| query.group_by(expression))
    }

    /// Diesel's [`having`](diesel::QueryDsl::having).
    pub fn having<P>(self, predicate: P) -> Scoped<'t, K, Having<Q, Parenthesised<P>>>
    where
        P: TenantSafe<'t>,
        Q: HavingDsl<Parenthesised<P>>,
    {
        self.map(|query| query.having(Parenthesised(predicate)))
    }
}

impl<'t, K, Q, E> GroupByDsl<E> for Scoped<'t, K, Q>
where
    E: TenantSafe<'t> + Expression,
    Q: GroupByDsl<E, Output: KeepsWhereClause<Q>>,
{
    type Output = Scoped<'t, K, GroupBy<Q, E>>;

    fn group_by(self, expression: E) -> Self::Output {
        Scoped::group_by(self, expression)
    }
}

impl<'t, K, Q, P> HavingDsl<P> for Scoped<'t, K, Q>
where
    P: TenantSafe<'t>,
    Q: HavingDsl<Parenthesised<P>>,
{
    type Output = Scoped<'t, K, Having<Q, Parenthesised<P>>>;

    fn having(self, predicate: P) -> Self::Output {
        Scoped::having(self, predicate)
    }
}

/// The statement has the same rows and the same predicate as `Q`.
///
/// A grouping is handed to Diesel as it is, because the selection is compared
/// with it; this bound keeps a `GroupByDsl` of a user's own from answering
/// with another statement.
pub trait KeepsWhereClause<Q> {}

impl<F, S, D, W, O, L, G, H, LC, S2, D2, O2, L2, G2, H2>
    KeepsWhereClause<SelectStatement<F, S, D, W, O, L, G, H, LC>>
    for SelectStatement<F, S2, D2, W, O2, L2, G2, H2, LC>
{
}
