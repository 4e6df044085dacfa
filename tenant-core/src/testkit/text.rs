//! Rows and changes as text, for the attacks that the kit generates: they go
//! through the real `insert_into` and `update`, for a table whose columns only
//! the database tells.
//!
//! What is written here could set any column. So nobody outside can make one: they
//! come from a `Case`, which the kit alone makes, and go into its table alone.

use std::marker::PhantomData;

use diesel::associations::HasTable;
use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, TypedExpressionType, ValidGrouping,
    is_aggregate,
};
use diesel::insertable::{InsertValues, Insertable};
use diesel::query_builder::{AsChangeset, AstPass, InsertStatement, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::SqlType;
use diesel::{QuerySource, Table};

use crate::select::Scoped;
use crate::table::ParentGuard;
use crate::write::Changes;
use crate::write::insert::{IncompleteInsert, IntoRows, OneRow};
use crate::write::row::{Accepts, GuardedRow, Shape};

/// A column and its value as SQL.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) column: String,
    pub(super) sql: Sql,
    /// Is it the foreign key to the parent?
    pub(super) to_parent: bool,
}

/// A literal.
#[derive(Debug, Clone)]
pub(super) struct Sql(pub(super) String);

impl<DB: Backend> QueryFragment<DB> for Sql {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql(&self.0);
        Ok(())
    }
}

/// An expression over the table `T`, or over its alias, as text.
#[derive(Debug, Clone)]
pub struct TextOf<T, ST>(String, PhantomData<fn() -> (T, ST)>);

impl<T, ST> TextOf<T, ST> {
    pub(super) fn new(sql: &str) -> Self {
        Self(sql.to_owned(), PhantomData)
    }
}

impl<T, ST: SqlType + TypedExpressionType> Expression for TextOf<T, ST> {
    type SqlType = ST;
}

impl<T, ST, QS> AppearsOnTable<QS> for TextOf<T, ST> where Self: Expression {}

impl<T, ST, QS> SelectableExpression<QS> for TextOf<T, ST> where Self: AppearsOnTable<QS> {}

impl<T, ST> ValidGrouping<()> for TextOf<T, ST> {
    type IsAggregate = is_aggregate::No;
}

impl<T, ST> QueryId for TextOf<T, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T, ST, DB: Backend> QueryFragment<DB> for TextOf<T, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql(&self.0);
        Ok(())
    }
}

/// A row of the table `T` as text.
#[derive(Debug, Clone)]
pub struct TextRow<T>(Vec<Value>, PhantomData<fn() -> T>);

impl<T> TextRow<T> {
    pub(super) fn new(values: &[Value]) -> Self {
        Self(values.to_vec(), PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<T> Insertable<T> for TextRow<T> {
    type Values = Self;

    fn values(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'t, K: 'static, T, F, Op> IntoRows<'t, K, T, F, Op> for TextRow<T>
where
    T: Table,
    F: Accepts<Self>,
{
    type Statement = Scoped<'t, K, InsertStatement<T, OneRow<Self, T, F>, Op>>;

    fn into_rows(self, insert: IncompleteInsert<'t, K, T, F, Op>) -> Self::Statement {
        insert.with(|fill| OneRow::new(self, fill))
    }
}

impl<T> QueryId for TextRow<T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

#[diagnostic::do_not_recommend]
impl<T> Shape for TextRow<T> {
    const UNIFORM: bool = false;

    fn may_be_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[diagnostic::do_not_recommend]
impl<DB: Backend, T: Table> InsertValues<DB, T> for TextRow<T> {
    fn column_names(&self, mut out: AstPass<'_, '_, DB>) -> QueryResult<()> {
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 {
                out.push_sql(", ");
            }
            out.push_identifier(&value.column)?;
        }
        Ok(())
    }
}

impl<T, DB: Backend> QueryFragment<DB> for TextRow<T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 {
                out.push_sql(", ");
            }
            value.sql.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T, DB: Backend + 'static> GuardedRow<DB> for TextRow<T> {
    fn walk_guarded<'b, FK, P, PK, Predicate>(
        &'b self,
        guard: &'b ParentGuard<FK, P, PK, Predicate>,
        found: &mut bool,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        FK: 'static,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>,
    {
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 {
                out.push_sql(", ");
            }
            if value.to_parent {
                *found = true;
                guard.walk_key(&value.sql, out.reborrow())?;
            } else {
                value.sql.walk_ast(out.reborrow())?;
            }
        }
        Ok(())
    }
}

/// Changes of a row as text.
#[derive(Debug, Clone)]
pub struct TextChanges<T>(Vec<Value>, PhantomData<fn() -> T>);

impl<T> TextChanges<T> {
    pub(super) fn new(values: Vec<Value>) -> Self {
        Self(values, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<T: HasTable<Table = T> + QuerySource> AsChangeset for TextChanges<T> {
    type Target = T;
    type Changeset = Self;

    fn as_changeset(self) -> Self {
        self
    }
}

/// The form of [`Changes`]: text.
#[derive(Debug)]
pub enum ByText {}

#[diagnostic::do_not_recommend]
impl<'t, T: HasTable<Table = T> + QuerySource> Changes<'t, ByText> for TextChanges<T> {
    type Walked = Self;
}

impl<T> QueryId for TextChanges<T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T, DB: Backend> QueryFragment<DB> for TextChanges<T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 {
                out.push_sql(", ");
            }
            out.push_identifier(&value.column)?;
            out.push_sql(" = ");
            value.sql.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}
