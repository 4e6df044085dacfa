//! The statement of a look-up. Nothing outside makes or runs one.

use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::expression::Expression;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

use crate::lookup::LookUpColumn;
use crate::table::KeyType;

/// `SELECT tenant, .. FROM table WHERE column = value AND ..`.
#[derive(Debug)]
pub struct LookUpStatement<C: LookUpColumn, E, P, S> {
    pub(super) column: C,
    pub(super) tenant: C::TenantColumn,
    pub(super) table: C::Table,
    pub(super) value: E,
    pub(super) conditions: P,
    pub(super) selection: S,
}

impl<C: LookUpColumn, E, P, S> LookUpStatement<C, E, P, S> {
    pub(super) fn with_conditions<P2>(
        self,
        conditions: impl FnOnce(P) -> P2,
    ) -> LookUpStatement<C, E, P2, S> {
        LookUpStatement {
            column: self.column,
            tenant: self.tenant,
            table: self.table,
            value: self.value,
            conditions: conditions(self.conditions),
            selection: self.selection,
        }
    }

    pub(super) fn with_selection<S2>(self, selection: S2) -> LookUpStatement<C, E, P, S2> {
        LookUpStatement {
            column: self.column,
            tenant: self.tenant,
            table: self.table,
            value: self.value,
            conditions: self.conditions,
            selection,
        }
    }
}

/// The conditions of a look-up: `()`, or [`And`].
pub trait Conditions<DB: Backend> {
    #[doc(hidden)]
    fn walk_conditions<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

/// One more condition.
#[derive(Debug, Clone, Copy)]
pub struct And<P, F> {
    others: P,
    condition: F,
}

impl<P, F> And<P, F> {
    pub(super) fn new(others: P, condition: F) -> Self {
        Self { others, condition }
    }
}

impl<DB: Backend> Conditions<DB> for () {
    fn walk_conditions<'b>(&'b self, _: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<DB, P, F> Conditions<DB> for And<P, F>
where
    DB: Backend,
    P: Conditions<DB>,
    F: QueryFragment<DB>,
{
    fn walk_conditions<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.others.walk_conditions(out.reborrow())?;
        out.push_sql(" AND ");
        self.condition.walk_ast(out)
    }
}

/// What a look-up selects, beside the tenant column of the SQL type `ST`.
pub trait Selection<ST> {
    /// The SQL type of a row.
    type SqlType;
}

/// What a look-up selects: the tenant column alone.
#[derive(Debug, Clone, Copy)]
pub struct TenantAlone;

/// What a look-up selects: the tenant column, and these.
#[derive(Debug, Clone, Copy)]
pub struct Selected<S>(pub(super) S);

impl<ST> Selection<ST> for TenantAlone {
    type SqlType = ST;
}

impl<ST, S: Expression> Selection<ST> for Selected<S> {
    type SqlType = (ST, S::SqlType);
}

impl<DB: Backend> QueryFragment<DB> for TenantAlone {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<DB: Backend, S: QueryFragment<DB>> QueryFragment<DB> for Selected<S> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(", ");
        self.0.walk_ast(out)
    }
}

impl<C, E, P, S> Query for LookUpStatement<C, E, P, S>
where
    C: LookUpColumn,
    S: Selection<<<C::TenantColumn as Expression>::SqlType as KeyType>::KeyType>,
{
    type SqlType = S::SqlType;
}

impl<C: LookUpColumn, E, P, S, Conn> RunQueryDsl<Conn> for LookUpStatement<C, E, P, S> {}

impl<C: LookUpColumn, E, P, S> QueryId for LookUpStatement<C, E, P, S> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, E, P, S, DB> QueryFragment<DB> for LookUpStatement<C, E, P, S>
where
    DB: Backend,
    C: LookUpColumn<Table: QueryFragment<DB>> + QueryFragment<DB>,
    C::TenantColumn: QueryFragment<DB>,
    E: QueryFragment<DB>,
    P: Conditions<DB>,
    S: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.tenant.walk_ast(out.reborrow())?;
        self.selection.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.value.walk_ast(out.reborrow())?;
        self.conditions.walk_conditions(out.reborrow())?;
        out.push_sql(" AND ");
        self.tenant.walk_ast(out.reborrow())?;
        out.push_sql(" IS NOT NULL LIMIT 2");
        Ok(())
    }
}
