//! `insert_into`: structs, tuples, slices and `Vec`s.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::insertable::{CanInsertInSingleQuery, Insertable};
use diesel::query_builder::{
    AstPass, BatchInsert, DefaultValues, IncompleteInsertStatement, InsertOrIgnore,
    InsertStatement, Query, QueryFragment, QueryId, ReturningClause, ValuesClause,
};
use diesel::result::QueryResult;
use diesel::{Connection, Expression, Table};

use crate::scope::{TenantConnection, TenantId};
use crate::select::Scoped;
use crate::table::{TenantSource, TenantValue, Writes};
use crate::wall::{Checked, TenantSafe};
use crate::write::batch::{Batch, ManyRows};
use crate::write::insert_select::FillsByColumn;
use crate::write::row::{Accepts, FillRow, Row, Shape};

/// Reads the operator of `INSERT` off a type that Diesel exports.
pub trait Operator {
    #[doc(hidden)]
    type Operator;
}

impl<T, Op> Operator for IncompleteInsertStatement<T, Op> {
    type Operator = Op;
}

/// `INSERT`.
pub(crate) type Insert = <IncompleteInsertStatement<()> as Operator>::Operator;

/// An `INSERT` that has no values yet.
#[must_use = "an insert does nothing without `values` and `execute`"]
pub struct IncompleteInsert<'t, K, T: diesel::QuerySource, F, Op = Insert> {
    id: TenantId<'t, K>,
    fill: F,
    statement: InsertStatement<T, DefaultValues, Op>,
}

impl<K, T: diesel::QuerySource, F, Op> fmt::Debug for IncompleteInsert<'_, K, T, F, Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncompleteInsert").finish_non_exhaustive()
    }
}

impl<'t, K: 'static> TenantId<'t, K> {
    /// Starts an `INSERT` of rows of this tenant.
    ///
    /// Reads like [`diesel::insert_into`]; the tenant column is left out of the
    /// values and filled in.
    pub fn insert_into<T, F>(self, table: T) -> IncompleteInsert<'t, K, T, F>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
    {
        IncompleteInsert {
            id: self,
            fill: T::Writes::fill(self),
            statement: diesel::insert_into(table).default_values(),
        }
    }

    /// Starts an insert that skips rows which exist already.
    ///
    /// Reads like [`diesel::insert_or_ignore_into`]. A row of another tenant in
    /// the way is left alone.
    pub fn insert_or_ignore_into<T, F>(
        self,
        table: T,
    ) -> IncompleteInsert<'t, K, T, F, InsertOrIgnore>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
        F: IgnoresOnlyConflicts,
    {
        IncompleteInsert {
            id: self,
            fill: T::Writes::fill(self),
            statement: diesel::insert_or_ignore_into(table).default_values(),
        }
    }

    /// Refused: `REPLACE` deletes the rows it collides with, whoever owns them.
    pub fn replace_into<T, F>(self, _: T) -> IncompleteInsert<'t, K, T, F>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
        for<'h> Replacement<'h>: DeletesOnlyOwnRows,
    {
        match <Replacement<'_> as DeletesOnlyOwnRows>::NEVER {}
    }
}

impl<'t, C: Connection, K: 'static> TenantConnection<'t, C, K> {
    /// [`TenantId::insert_into`] for the tenant of this connection.
    pub fn insert_into<T, F>(&self, table: T) -> IncompleteInsert<'t, K, T, F>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
    {
        self.tenant().insert_into(table)
    }

    /// [`TenantId::insert_or_ignore_into`] for the tenant of this connection.
    pub fn insert_or_ignore_into<T, F>(
        &self,
        table: T,
    ) -> IncompleteInsert<'t, K, T, F, InsertOrIgnore>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
        F: IgnoresOnlyConflicts,
    {
        self.tenant().insert_or_ignore_into(table)
    }

    /// Refused, as [`TenantId::replace_into`] is.
    pub fn replace_into<T, F>(&self, table: T) -> IncompleteInsert<'t, K, T, F>
    where
        T: Table + TenantSource<K, Writes: Writes<K, Fill = F>>,
        for<'h> Replacement<'h>: DeletesOnlyOwnRows,
    {
        self.tenant().replace_into(table)
    }
}

/// Where a conflict is ignored, nothing else is.
#[diagnostic::on_unimplemented(
    message = "`insert_or_ignore_into` can ignore that the parent is another tenant's",
    label = "owned through a parent",
    note = "write `insert_into(..).values(..).on_conflict_do_nothing()`; on MySQL and MariaDB, plain \
            `insert_into`"
)]
pub trait IgnoresOnlyConflicts {}

impl<C, K> IgnoresOnlyConflicts for TenantValue<C, K> {}

/// What `replace_into` would do.
#[derive(Debug)]
pub struct Replacement<'h>(PhantomData<&'h ()>);

/// Implemented for nothing.
#[diagnostic::on_unimplemented(
    message = "`replace_into` deletes the row it collides with, also another tenant's",
    label = "may delete another tenant's row",
    note = "write `insert_into(..).values(..).on_conflict(..).do_update().set(..)`, which leaves \
            another tenant's row alone"
)]
pub trait DeletesOnlyOwnRows {
    #[doc(hidden)]
    const NEVER: Infallible;
}

impl<'t, K: 'static, T: Table, F, Op> IncompleteInsert<'t, K, T, F, Op> {
    /// Diesel's [`values`](IncompleteInsertStatement::values): a struct or a
    /// reference to one, a tuple, a slice, an array, a `Vec`, or a scoped
    /// statement. The tenant column cannot be in it.
    pub fn values<U, S>(self, records: U) -> S
    where
        U: Insertable<T, Values: IntoRows<'t, K, T, F, Op, Statement = S>>,
    {
        records.values().into_rows(self)
    }

    /// A row with nothing but the tenant column; the rest takes its defaults.
    pub fn default_values(self) -> Scoped<'t, K, InsertStatement<T, OneRow<NoValues, T, F>, Op>>
    where
        F: FillsByColumn,
    {
        self.with(|fill| OneRow::new(NoValues, fill))
    }

    pub(crate) fn with<R>(
        self,
        rows: impl FnOnce(F) -> R,
    ) -> Scoped<'t, K, InsertStatement<T, R, Op>> {
        let records = rows(self.fill);
        let InsertStatement {
            target,
            operator,
            returning,
            ..
        } = self.statement;
        Scoped::new(
            InsertStatement::new(target, records, operator, returning),
            self.id,
        )
    }
}

/// What Diesel makes of the values, taken into a scoped insert.
#[diagnostic::on_unimplemented(
    message = "these values cannot be inserted into a tenant's table",
    label = "not rows of columns and values",
    note = "insert a struct that derives `Insertable`, a tuple of `column.eq(value)`, a slice or \
            `Vec` of them, or a scoped statement"
)]
pub trait IntoRows<'t, K: 'static, T: diesel::QuerySource, F, Op> {
    /// The scoped insert.
    type Statement;

    #[doc(hidden)]
    fn into_rows(self, insert: IncompleteInsert<'t, K, T, F, Op>) -> Self::Statement;
}

impl<'t, K: 'static, T, F, Op, V> IntoRows<'t, K, T, F, Op> for ValuesClause<V, T>
where
    T: Table,
    F: Accepts<V>,
    V: Row<'t>,
{
    type Statement = Scoped<'t, K, InsertStatement<T, OneRow<V, T, F>, Op>>;

    fn into_rows(self, insert: IncompleteInsert<'t, K, T, F, Op>) -> Self::Statement {
        insert.with(|fill| OneRow::new(self.values, fill))
    }
}

impl<'t, K: 'static, T, F, Op, V, QId, const STATIC: bool> IntoRows<'t, K, T, F, Op>
    for BatchInsert<Vec<ValuesClause<V, T>>, T, QId, STATIC>
where
    T: Table,
    F: Accepts<V>,
    V: Row<'t>,
{
    type Statement = Scoped<'t, K, Batch<InsertStatement<T, ManyRows<V, T, F, QId, STATIC>, Op>>>;

    fn into_rows(self, insert: IncompleteInsert<'t, K, T, F, Op>) -> Self::Statement {
        insert
            .with(|fill| ManyRows::new(self.values, fill))
            .map(Batch)
    }
}

/// One row, and what the scope fills in.
#[derive(Debug)]
pub struct OneRow<V, T, F> {
    values: V,
    fill: F,
    table: PhantomData<fn() -> T>,
}

impl<V, T, F> OneRow<V, T, F> {
    pub(crate) fn new(values: V, fill: F) -> Self {
        Self {
            values,
            fill,
            table: PhantomData,
        }
    }
}

impl<V: QueryId, T: 'static, F: QueryId> QueryId for OneRow<V, T, F> {
    type QueryId = OneRow<V::QueryId, T, F::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = V::HAS_STATIC_QUERY_ID && F::HAS_STATIC_QUERY_ID;
}

impl<V, T, F, DB: Backend> CanInsertInSingleQuery<DB> for OneRow<V, T, F> {
    fn rows_to_insert(&self) -> Option<usize> {
        Some(1)
    }
}

impl<V, T, F, DB> QueryFragment<DB> for OneRow<V, T, F>
where
    DB: Backend,
    F: FillRow<DB, T, V>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.fill.walk_columns(&self.values, out.reborrow())?;
        out.push_sql(") VALUES (");
        self.fill.walk_values(&self.values, out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

/// No values of the user's: every column takes its default.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct NoValues;

impl Shape for NoValues {
    const UNIFORM: bool = true;

    fn may_be_empty(&self) -> bool {
        true
    }
}

impl<DB: Backend> QueryFragment<DB> for NoValues {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<DB: Backend, T: Table> diesel::insertable::InsertValues<DB, T> for NoValues {
    fn column_names(&self, _: AstPass<'_, '_, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<'t, K, T, U, Op> Scoped<'t, K, InsertStatement<T, U, Op>>
where
    T: Table,
{
    /// Diesel's [`returning`](InsertStatement::returning).
    pub fn returning<E>(
        self,
        expression: E,
    ) -> Scoped<'t, K, InsertStatement<T, U, Op, ReturningClause<Checked<E>>>>
    where
        E: TenantSafe<'t> + Expression,
        InsertStatement<T, U, Op, ReturningClause<Checked<E>>>: Query,
    {
        self.map(|insert| insert.returning(Checked(expression)))
    }
}
