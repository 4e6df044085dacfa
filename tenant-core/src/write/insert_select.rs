//! `INSERT .. SELECT` from a scoped statement.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::Expression;
use diesel::insertable::{CanInsertInSingleQuery, Insertable};
use diesel::query_builder::{AstPass, InsertStatement, Query, QueryFragment, QueryId};
use diesel::query_source::{Column, Table};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::HasSqlType;

use crate::select::Scoped;
use crate::table::{KeyType, TenantValue};
use crate::wall::Assignable;
use crate::write::columns::ColumnNames;
use crate::write::insert::{IncompleteInsert, IntoRows};

/// A scoped statement as the values of an insert.
#[derive(Debug)]
pub struct ScopedValues<'t, K, Q>(Scoped<'t, K, Q>);

impl<'t, K, Q, T> Insertable<T> for Scoped<'t, K, Q> {
    type Values = ScopedValues<'t, K, Q>;

    fn values(self) -> Self::Values {
        ScopedValues(self)
    }
}

/// An insert from a scoped statement that does not know its columns yet.
#[derive(Debug)]
#[must_use = "an insert from a statement needs `into_columns` and `execute`"]
pub struct InsertSelect<'t, K, T: diesel::QuerySource, F, Op, Q> {
    insert: IncompleteInsert<'t, K, T, F, Op>,
    query: Q,
}

impl<'t, K: 'static, T: Table, F, Op, Q> IntoRows<'t, K, T, F, Op> for ScopedValues<'t, K, Q> {
    type Statement = InsertSelect<'t, K, T, F, Op, Q>;

    fn into_rows(self, insert: IncompleteInsert<'t, K, T, F, Op>) -> Self::Statement {
        InsertSelect {
            insert,
            query: self.0.query,
        }
    }
}

impl<'t, K: 'static, T: Table, F, Op, Q> InsertSelect<'t, K, T, F, Op, Q> {
    /// Diesel's [`into_columns`](InsertStatement::into_columns): the columns that
    /// the statement fills, without the tenant column.
    pub fn into_columns<C, M>(
        self,
        _: C,
    ) -> Scoped<'t, K, InsertStatement<T, SelectedRows<Q, T, C, M, F>, Op>>
    where
        C: ColumnNames<T, M> + Expression + Assignable,
        Q: Query<SqlType = C::SqlType>,
        F: FillsByColumn,
    {
        let query = self.query;
        self.insert.with(|fill| SelectedRows {
            query,
            fill,
            columns: PhantomData,
        })
    }
}

/// What the scope fills in is a column of its own.
#[diagnostic::on_unimplemented(
    message = "a table owned through a parent takes rows with a parent only",
    label = "the parent of each row cannot be checked",
    note = "insert the rows with `.values(..)`, the foreign key to the parent among them"
)]
pub trait FillsByColumn {}

impl<C, K> FillsByColumn for TenantValue<C, K> {}

/// The rows of a statement, and the tenant column beside them.
#[derive(Debug)]
pub struct SelectedRows<Q, T, C, M, F> {
    query: Q,
    fill: F,
    columns: PhantomData<fn() -> (T, C, M)>,
}

impl<Q: QueryId, T: 'static, C: 'static, M: 'static, F: QueryId> QueryId
    for SelectedRows<Q, T, C, M, F>
{
    type QueryId = SelectedRows<Q::QueryId, T, C, M, F::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID && F::HAS_STATIC_QUERY_ID;
}

impl<Q, T, C, M, F, DB: Backend> CanInsertInSingleQuery<DB> for SelectedRows<Q, T, C, M, F> {
    fn rows_to_insert(&self) -> Option<usize> {
        None
    }
}

impl<Q, T, C, M, K, TC, DB> QueryFragment<DB> for SelectedRows<Q, T, C, M, TenantValue<TC, K>>
where
    DB: Backend + HasSqlType<<TC::SqlType as KeyType>::KeyType>,
    Q: QueryFragment<DB>,
    C: ColumnNames<T, M>,
    TC: Column<Table = T> + Expression<SqlType: KeyType>,
    K: ToSql<<TC::SqlType as KeyType>::KeyType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        out.push_identifier(TC::NAME)?;
        out.push_sql(", ");
        C::walk_names(out.reborrow())?;
        // Named columns, because two of the selected ones can have one name.
        out.push_sql(") WITH s (");
        C::walk_names(out.reborrow())?;
        out.push_sql(") AS (");
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(") SELECT ");
        self.fill
            .key
            .walk::<<TC::SqlType as KeyType>::KeyType, DB>(&mut out)?;
        // The condition keeps SQLite from reading `ON` of an upsert as a join's.
        out.push_sql(", s.* FROM s WHERE 1=1");
        Ok(())
    }
}
