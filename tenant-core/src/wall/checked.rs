//! The nodes in which a checked expression enters Diesel's statement.
//!
//! Diesel is handed a node of this crate rather than the user's expression.
//! Parentheses keep a raw fragment or a custom operator from reaching past the
//! tenant predicate by precedence, and nobody else can implement Diesel's
//! method traits for a node of this crate.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;

/// A checked predicate, printed in parentheses.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Parenthesised<E>(pub(crate) E);

/// A checked expression, printed as it is.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Checked<E>(pub(crate) E);

impl<E, DB> QueryFragment<DB> for Parenthesised<E>
where
    DB: Backend,
    E: QueryFragment<DB>,
{
    #[inline]
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<E, DB> QueryFragment<DB> for Checked<E>
where
    DB: Backend,
    E: QueryFragment<DB>,
{
    #[inline]
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

macro_rules! same_expression {
    ($node:ident) => {
        impl<E: Expression> Expression for $node<E> {
            type SqlType = E::SqlType;
        }

        impl<E, QS: ?Sized> AppearsOnTable<QS> for $node<E> where E: AppearsOnTable<QS> {}

        impl<E, QS: ?Sized> SelectableExpression<QS> for $node<E> where E: SelectableExpression<QS> {}

        impl<E, GB> ValidGrouping<GB> for $node<E>
        where
            E: ValidGrouping<GB>,
        {
            type IsAggregate = E::IsAggregate;
        }
    };
}

same_expression!(Parenthesised);
same_expression!(Checked);
