//! Scoped statements inside scoped statements.

use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use diesel::QuerySource;
use diesel::backend::Backend;
use diesel::dsl::{Limit, not};
use diesel::expression::array_comparison::{AsInExpression, InExpression};
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, TypedExpressionType, ValidGrouping,
    is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId, SelectQuery};
use diesel::query_dsl::methods::{LimitDsl, SingleValueDsl};
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, IntoNullable, SqlType};

use crate::select::Scoped;
use crate::wall::Within;

/// A scoped statement as a list of values of type `ST`, for `eq_any`.
#[derive(Debug, Clone, Copy)]
pub struct ScopedSubselect<'t, Q, ST> {
    query: Q,
    brand: PhantomData<(fn(&'t ()) -> &'t (), fn() -> ST)>,
}

/// `EXISTS` of a scoped statement.
#[derive(Debug, Clone, Copy)]
pub struct ScopedExists<'t, Q> {
    query: Q,
    brand: PhantomData<fn(&'t ()) -> &'t ()>,
}

/// A scoped statement as a single value of type `ST`.
#[derive(Debug, Clone, Copy)]
pub struct ScopedValue<'t, Q, ST> {
    query: Q,
    brand: PhantomData<(fn(&'t ()) -> &'t (), fn() -> ST)>,
}

/// `EXISTS (statement)`, for a scoped statement.
///
/// The statement can refer to the rows around it, as with
/// [`diesel::dsl::exists`](fn@diesel::dsl::exists).
pub fn exists<'t, K, Q>(statement: Scoped<'t, K, Q>) -> ScopedExists<'t, Q> {
    ScopedExists {
        query: statement.query,
        brand: PhantomData,
    }
}

/// `NOT EXISTS (statement)`, for a scoped statement.
pub fn not_exists<'t, K, Q>(statement: Scoped<'t, K, Q>) -> diesel::dsl::not<ScopedExists<'t, Q>>
where
    ScopedExists<'t, Q>: Expression<SqlType = Bool>,
{
    not(exists(statement))
}

type OneValue<'t, Q> =
    ScopedValue<'t, Limit<Q>, <<Q as SelectQuery>::SqlType as IntoNullable>::Nullable>;

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`single_value`](diesel::QueryDsl::single_value).
    pub fn single_value(self) -> OneValue<'t, Q>
    where
        Q: SelectQuery<SqlType: IntoNullable> + LimitDsl,
    {
        ScopedValue {
            query: self.query.limit(1),
            brand: PhantomData,
        }
    }
}

impl<'t, K, Q> SingleValueDsl for Scoped<'t, K, Q>
where
    Q: SelectQuery<SqlType: IntoNullable> + LimitDsl,
{
    type Output = OneValue<'t, Q>;

    fn single_value(self) -> Self::Output {
        Scoped::single_value(self)
    }
}

impl<'t, K, Q, ST> AsInExpression<ST> for Scoped<'t, K, Q>
where
    ST: SqlType + TypedExpressionType,
    Q: SelectQuery<SqlType = ST>,
{
    type InExpression = ScopedSubselect<'t, Q, ST>;

    fn as_in_expression(self) -> Self::InExpression {
        ScopedSubselect {
            query: self.query,
            brand: PhantomData,
        }
    }
}

impl<Q, ST: SqlType> InExpression for ScopedSubselect<'_, Q, ST> {
    type SqlType = ST;

    fn is_empty(&self) -> bool {
        false
    }

    fn is_array(&self) -> bool {
        false
    }
}

/// One node for each place: what it prints around the statement, and its type.
macro_rules! nested {
    ($node:ident<$($ST:ident)?>: $sql_type:ty, $before:literal, $after:literal) => {
        impl<Q, $($ST)?> Expression for $node<'_, Q, $($ST)?>
        where
            $($ST: SqlType + TypedExpressionType,)?
            Q: SelectQuery,
        {
            type SqlType = $sql_type;
        }

        // The statement inside is scoped already: for the wall it is enough
        // that the scope is the same one.
        impl<'t, Q, $($ST)?> AppearsOnTable<Within<'t>> for $node<'t, Q, $($ST)?> where
            Self: Expression
        {
        }
        impl<Q, $($ST)?> UnwindSafe for $node<'_, Q, $($ST)?> {}
        impl<Q, $($ST)?> RefUnwindSafe for $node<'_, Q, $($ST)?> {}

        // Against the rows around it, Diesel's own subselect says what the
        // statement inside may refer to.
        impl<Q, $($ST,)? QS> AppearsOnTable<QS> for $node<'_, Q, $($ST)?>
        where
            Self: Expression,
            QS: QuerySource,
            diesel::dsl::exists<Q>: AppearsOnTable<QS>,
        {
        }

        impl<Q, $($ST,)? QS> SelectableExpression<QS> for $node<'_, Q, $($ST)?>
        where
            Self: Expression,
            QS: QuerySource,
            diesel::dsl::exists<Q>: SelectableExpression<QS>,
        {
        }

        impl<Q, $($ST,)? GB> ValidGrouping<GB> for $node<'_, Q, $($ST)?> {
            type IsAggregate = is_aggregate::Never;
        }

        impl<Q, $($ST,)? DB> QueryFragment<DB> for $node<'_, Q, $($ST)?>
        where
            DB: Backend,
            Q: QueryFragment<DB>,
        {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                out.push_sql($before);
                self.query.walk_ast(out.reborrow())?;
                out.push_sql($after);
                Ok(())
            }
        }

        impl<Q: QueryId, $($ST: 'static)?> QueryId for $node<'_, Q, $($ST)?> {
            type QueryId = $node<'static, Q::QueryId, $($ST)?>;
            const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
        }
    };
}

nested!(ScopedSubselect<ST>: ST, "", "");
nested!(ScopedExists<>: Bool, "EXISTS (", ")");
nested!(ScopedValue<ST>: ST, "(", ")");
