//! `into_boxed`, and predicates of one type to collect and fold.

use diesel::backend::Backend;
use diesel::dsl::IntoBoxed;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_dsl::methods::BoxedDsl;
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, BoolOrNullableBool, Nullable};
use std::fmt;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::select::Scoped;
use crate::wall::{Parenthesised, TenantSafe, Within};

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`into_boxed`](diesel::QueryDsl::into_boxed).
    pub fn into_boxed<'a, DB>(self) -> Scoped<'t, K, IntoBoxed<'a, Q, DB>>
    where
        DB: Backend,
        Q: BoxedDsl<'a, DB>,
    {
        self.map(BoxedDsl::internal_into_boxed)
    }
}

impl<'t, 'a, K, Q, DB> BoxedDsl<'a, DB> for Scoped<'t, K, Q>
where
    Q: BoxedDsl<'a, DB>,
{
    type Output = Scoped<'t, K, IntoBoxed<'a, Q, DB>>;

    fn internal_into_boxed(self) -> Self::Output {
        self.map(BoxedDsl::internal_into_boxed)
    }
}

/// A predicate on the rows of `QS` whose type is forgotten.
///
/// Takes the place of `Box<dyn BoxableExpression<QS, DB, SqlType = ..>>`, into
/// which the wall cannot look: predicates of many types fit into one `Vec`, and
/// [`and`](Self::and) and [`or`](Self::or) fold them. Only expressions that may
/// enter a scoped statement of the scope `'t` become one.
///
/// A predicate may be `NULL`, as its SQL type says; a row for which it is, is
/// not in the result.
pub struct BoxedPredicate<'t, 'a, QS, DB: Backend> {
    predicate: Box<dyn QueryFragment<DB> + Send + 'a>,
    marker: PhantomData<(fn(&'t ()) -> &'t (), fn() -> QS)>,
}

impl<'t, 'a, QS, DB> BoxedPredicate<'t, 'a, QS, DB>
where
    DB: Backend + 'a,
{
    /// Forgets the type of `predicate`.
    pub fn new<P>(predicate: P) -> Self
    where
        P: TenantSafe<'t>
            + AppearsOnTable<QS>
            + ValidGrouping<(), IsAggregate: NotAnAggregate>
            + QueryFragment<DB>
            + Send
            + 'a,
        P::SqlType: BoolOrNullableBool,
    {
        Self::from_fragment(Parenthesised(predicate))
    }

    fn from_fragment(predicate: impl QueryFragment<DB> + Send + 'a) -> Self {
        Self {
            predicate: Box::new(predicate),
            marker: PhantomData,
        }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::from_fragment(Folded(self.predicate, " AND ", other.predicate))
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::from_fragment(Folded(self.predicate, " OR ", other.predicate))
    }
}

/// An expression without aggregate functions.
pub trait NotAnAggregate {}

impl NotAnAggregate for is_aggregate::No {}
impl NotAnAggregate for is_aggregate::Never {}

struct Folded<A, B>(A, &'static str, B);

impl<A, B, DB> QueryFragment<DB> for Folded<A, B>
where
    DB: Backend,
    A: QueryFragment<DB>,
    B: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(self.1);
        self.2.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<QS, DB: Backend> fmt::Debug for BoxedPredicate<'_, '_, QS, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoxedPredicate").finish_non_exhaustive()
    }
}

impl<QS, DB: Backend> Expression for BoxedPredicate<'_, '_, QS, DB> {
    type SqlType = Nullable<Bool>;
}

// What is inside was checked when it was boxed.
impl<QS, DB: Backend> UnwindSafe for BoxedPredicate<'_, '_, QS, DB> {}
impl<QS, DB: Backend> RefUnwindSafe for BoxedPredicate<'_, '_, QS, DB> {}
impl<'t, QS, DB: Backend> AppearsOnTable<Within<'t>> for BoxedPredicate<'t, '_, QS, DB> {}
impl<QS, DB: Backend> AppearsOnTable<QS> for BoxedPredicate<'_, '_, QS, DB> where
    QS: diesel::QuerySource
{
}
impl<QS, DB: Backend> SelectableExpression<QS> for BoxedPredicate<'_, '_, QS, DB> where
    QS: diesel::QuerySource
{
}

impl<QS, DB: Backend> ValidGrouping<()> for BoxedPredicate<'_, '_, QS, DB> {
    type IsAggregate = is_aggregate::No;
}

impl<QS, DB: Backend> QueryFragment<DB> for BoxedPredicate<'_, '_, QS, DB> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.predicate.walk_ast(out)
    }
}

impl<QS, DB: Backend> QueryId for BoxedPredicate<'_, '_, QS, DB> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
