//! Many rows in one insert.

use std::marker::PhantomData;

use diesel::backend::{Backend, SqlDialect, sql_dialect};
use diesel::connection::{Connection, DefaultLoadingMode, LoadConnection};
use diesel::deserialize::FromSqlRow;
use diesel::expression::QueryMetadata;
use diesel::insertable::CanInsertInSingleQuery;
use diesel::query_builder::{
    AsQuery, AstPass, InsertStatement, Query, QueryFragment, QueryId, ReturningClause, ValuesClause,
};
use diesel::query_dsl::CompatibleType;
use diesel::result::QueryResult;
use diesel::{Expression, QuerySource, Table};

use crate::run::{ExecutesScoped, LoadsScoped};
use crate::scope::TenantConnection;
use crate::select::Scoped;
use crate::wall::{Checked, TenantSafe};
use crate::write::insert::OneRow;
use crate::write::row::{FillRow, Shape};

/// Rows, and what the scope fills in for each.
#[derive(Debug)]
pub struct ManyRows<V, T, F, QId, const STATIC: bool> {
    rows: Vec<ValuesClause<V, T>>,
    fill: F,
    id: PhantomData<fn() -> QId>,
}

impl<V, T, F, QId, const STATIC: bool> ManyRows<V, T, F, QId, STATIC> {
    pub(crate) fn new(rows: Vec<ValuesClause<V, T>>, fill: F) -> Self {
        Self {
            rows,
            fill,
            id: PhantomData,
        }
    }
}

impl<V: Shape + QueryId, T, F, QId, const STATIC: bool> ManyRows<V, T, F, QId, STATIC> {
    /// Does the type determine the SQL? Diesel says so of arrays whatever is in
    /// them.
    const KNOWN_BY_TYPE: bool = STATIC && V::UNIFORM && V::HAS_STATIC_QUERY_ID;
}

impl<V: Shape + QueryId, T: 'static, F: QueryId, QId: 'static, const STATIC: bool> QueryId
    for ManyRows<V, T, F, QId, STATIC>
{
    type QueryId = ManyRows<(), T, F::QueryId, QId, STATIC>;
    const HAS_STATIC_QUERY_ID: bool = Self::KNOWN_BY_TYPE && F::HAS_STATIC_QUERY_ID;
}

impl<V, T, F, QId, const STATIC: bool, DB: Backend> CanInsertInSingleQuery<DB>
    for ManyRows<V, T, F, QId, STATIC>
{
    fn rows_to_insert(&self) -> Option<usize> {
        Some(self.rows.len())
    }
}

impl<V, T, F, QId, const STATIC: bool, DB> QueryFragment<DB> for ManyRows<V, T, F, QId, STATIC>
where
    DB: Backend,
    V: Shape + QueryId,
    F: FillRow<DB, T, V>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if !Self::KNOWN_BY_TYPE {
            out.unsafe_to_cache_prepared();
        }
        let mut rows = self.rows.iter().map(|row| &row.values);
        if let Some(first) = rows.next() {
            out.push_sql("(");
            self.fill.walk_columns(first, out.reborrow())?;
            out.push_sql(") VALUES (");
            self.fill.walk_values(first, out.reborrow())?;
            out.push_sql(")");
        }
        for row in rows {
            out.push_sql(", (");
            self.fill.walk_values(row, out.reborrow())?;
            out.push_sql(")");
        }
        Ok(())
    }
}

/// An insert of many rows, run as one statement where the database can, else
/// row by row in a transaction.
///
/// It needs more than one statement where a row leaves columns to their
/// defaults and the database has no `DEFAULT` keyword, as SQLite has none.
#[derive(Debug)]
pub struct Batch<S>(pub(crate) S);

/// Does the database know `DEFAULT` as a value?
pub trait DefaultKeyword {
    #[doc(hidden)]
    const KNOWN: bool;
}

impl DefaultKeyword for sql_dialect::default_keyword_for_insert::IsoSqlDefaultKeyword {
    const KNOWN: bool = true;
}

impl DefaultKeyword for sql_dialect::default_keyword_for_insert::DoesNotSupportDefaultKeyword {
    const KNOWN: bool = false;
}

/// Rows that can be split into one insert each.
pub trait SplitRows {
    #[doc(hidden)]
    type One;

    #[doc(hidden)]
    fn is_empty(&self) -> bool;

    #[doc(hidden)]
    fn needs_default(&self) -> bool;

    #[doc(hidden)]
    fn split(self) -> impl Iterator<Item = Self::One>;
}

impl<V: Shape, T, F: Clone, QId, const STATIC: bool> SplitRows for ManyRows<V, T, F, QId, STATIC> {
    // Not a batch of one: a row by itself keeps its prepared statement.
    type One = OneRow<V, T, F>;

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn needs_default(&self) -> bool {
        !V::UNIFORM && self.rows.len() > 1
    }

    fn split(self) -> impl Iterator<Item = Self::One> {
        let fill = self.fill;
        self.rows
            .into_iter()
            .map(move |row| OneRow::new(row.values, fill.clone()))
    }
}

/// A batch that can be split into one statement a row.
pub trait Split {
    #[doc(hidden)]
    type One;

    #[doc(hidden)]
    fn is_empty(&self) -> bool;

    #[doc(hidden)]
    fn needs_default(&self) -> bool;

    #[doc(hidden)]
    fn split(self) -> impl Iterator<Item = Self::One>;
}

impl<T, R, Op, Ret> Split for InsertStatement<T, R, Op, Ret>
where
    T: QuerySource + Clone,
    R: SplitRows,
    Op: Clone,
    Ret: Clone,
{
    type One = InsertStatement<T, R::One, Op, Ret>;

    fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    fn needs_default(&self) -> bool {
        self.records.needs_default()
    }

    fn split(self) -> impl Iterator<Item = Self::One> {
        let InsertStatement {
            target,
            records,
            operator,
            returning,
            ..
        } = self;
        records.split().map(move |one| {
            InsertStatement::new(target.clone(), one, operator.clone(), returning.clone())
        })
    }
}

impl<'t, C, K, S> ExecutesScoped<Scoped<'t, K, Batch<S>>> for TenantConnection<'t, C, K>
where
    C: Connection<Backend: SqlDialect<InsertWithDefaultKeyword: DefaultKeyword>>,
    S: Split<One: QueryFragment<C::Backend> + QueryId> + QueryFragment<C::Backend> + QueryId,
{
    fn execute_scoped(&mut self, statement: Scoped<'t, K, Batch<S>>) -> QueryResult<usize> {
        let Scoped {
            query: Batch(batch),
            id,
        } = statement;
        if batch.is_empty() {
            // SQLite would answer with the count of the statement before.
            return Ok(0);
        }
        if KnowsDefault::<C>::KNOWN || !batch.needs_default() {
            return Scoped::new(batch, id).execute(self);
        }
        self.transaction(|db| {
            batch
                .split()
                .map(|one| Scoped::new(one, id).execute(db))
                .sum()
        })
    }
}

type KnowsDefault<C> = <<C as Connection>::Backend as SqlDialect>::InsertWithDefaultKeyword;

impl<'query, 't, C, K, S, U> LoadsScoped<'query, Scoped<'t, K, Batch<S>>, U>
    for TenantConnection<'t, C, K>
where
    C: LoadConnection<DefaultLoadingMode>,
    C::Backend:
        QueryMetadata<S::SqlType> + SqlDialect<InsertWithDefaultKeyword: DefaultKeyword> + 'static,
    S: Split<
            One: AsQuery<Query: QueryFragment<C::Backend> + QueryId + 'query, SqlType = S::SqlType>,
        > + AsQuery<
            Query: QueryFragment<C::Backend> + QueryId + 'query,
            SqlType: CompatibleType<U, C::Backend>,
        >,
    U: FromSqlRow<<S::SqlType as CompatibleType<U, C::Backend>>::SqlType, C::Backend> + 'static,
    <S::SqlType as CompatibleType<U, C::Backend>>::SqlType: 'static,
{
    type Rows<'conn>
        = BatchRows<<Self as LoadsScoped<'query, Scoped<'t, K, S>, U>>::Rows<'conn>, U>
    where
        Self: 'conn;

    fn load_scoped(&mut self, statement: Scoped<'t, K, Batch<S>>) -> QueryResult<Self::Rows<'_>> {
        let Scoped {
            query: Batch(batch),
            id,
        } = statement;
        if KnowsDefault::<C>::KNOWN || !batch.needs_default() {
            return self
                .load_scoped(Scoped::new(batch, id))
                .map(BatchRows::OneStatement);
        }
        self.transaction(|db| {
            let mut rows = Vec::new();
            for one in batch.split() {
                for row in db.load_scoped(Scoped::new(one, id))? {
                    rows.push(row?);
                }
            }
            Ok(BatchRows::ManyStatements(rows.into_iter()))
        })
    }
}

/// The rows that a batch returned.
#[derive(Debug)]
#[must_use = "the rows are read when the iterator is"]
pub enum BatchRows<R, U> {
    /// As the one statement sends them.
    OneStatement(R),
    /// Collected in a transaction.
    ManyStatements(std::vec::IntoIter<U>),
}

impl<R, U> Iterator for BatchRows<R, U>
where
    R: Iterator<Item = QueryResult<U>>,
{
    type Item = QueryResult<U>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::OneStatement(rows) => rows.next(),
            Self::ManyStatements(rows) => rows.next().map(Ok),
        }
    }
}

impl<'t, K, T, U, Op> Scoped<'t, K, Batch<InsertStatement<T, U, Op>>>
where
    T: Table,
{
    /// Diesel's [`returning`](InsertStatement::returning).
    pub fn returning<E>(
        self,
        expression: E,
    ) -> Scoped<'t, K, Batch<InsertStatement<T, U, Op, ReturningClause<Checked<E>>>>>
    where
        E: TenantSafe<'t> + Expression,
        InsertStatement<T, U, Op, ReturningClause<Checked<E>>>: Query,
    {
        self.map(|Batch(insert)| Batch(insert.returning(Checked(expression))))
    }
}

impl<S, DB> QueryFragment<DB> for Batch<S>
where
    DB: Backend,
    S: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}
