//! The row that an upsert wanted to insert.

use diesel::backend::{Backend, sql_dialect};
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{Column, Table};
use diesel::result::QueryResult;

use crate::wall::Within;

/// A column of the row that an upsert wanted to insert.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Excluded<C>(C);

/// `excluded.column`, in the `set` of an upsert.
///
/// Takes the place of [`diesel::upsert::excluded`], whose node the wall cannot
/// look into.
pub fn excluded<C: Column>(column: C) -> Excluded<C> {
    Excluded(column)
}

impl<C: Column> Expression for Excluded<C> {
    type SqlType = C::SqlType;
}

impl<C: Column> AppearsOnTable<Within<'_>> for Excluded<C> {}

impl<C: Column<Table = T>, T: Table> AppearsOnTable<T> for Excluded<C> {}

impl<C: Column<Table = T>, T: Table> SelectableExpression<T> for Excluded<C> {}

impl<C> ValidGrouping<()> for Excluded<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C, DB> QueryFragment<DB> for Excluded<C>
where
    C: Column,
    DB: Backend<OnConflictClause: sql_dialect::on_conflict_clause::PgLikeOnConflictClause>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("excluded.");
        out.push_identifier(C::NAME)
    }
}
