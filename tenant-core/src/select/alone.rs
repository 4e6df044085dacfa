//! `select` without a table: the answer of one scoped subquery.

use diesel::backend::Backend;
use diesel::connection::Connection;
use diesel::dsl::select;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, NoFromClause, QueryFragment, QueryId};
use diesel::result::QueryResult;

use crate::scope::{TenantConnection, TenantId};
use crate::select::nested::ScopedValue;
use crate::select::{Scoped, ScopedExists};

impl<'t, K> TenantId<'t, K> {
    /// Diesel's [`select`](diesel::select), of [`exists`](super::exists()) or
    /// [`single_value`](Scoped::single_value) of a scoped statement.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use tenant_core::prelude::*;
    /// # diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, } }
    /// # tenant_core::tenant_tables! { #[tenant(column = company_id, key = i64)] campaigns; }
    /// # type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;
    /// use tenant_core::dsl::exists;
    ///
    /// fn is_taken(db: &mut Db<'_>, name: &str) -> QueryResult<bool> {
    ///     let named = campaigns::table
    ///         .for_tenant(db.tenant())
    ///         .filter(campaigns::name.eq(name));
    ///     db.select(exists(named)).get_result(db)
    /// }
    /// # fn main() {}
    /// ```
    pub fn select<E>(self, expression: E) -> Scoped<'t, K, select<Alone<E>>>
    where
        E: StandsAlone<'t>,
    {
        Scoped::new(diesel::select(Alone(expression)), self)
    }
}

impl<'t, C: Connection, K> TenantConnection<'t, C, K> {
    /// [`TenantId::select`] for the tenant of this connection.
    pub fn select<E>(&self, expression: E) -> Scoped<'t, K, select<Alone<E>>>
    where
        E: StandsAlone<'t>,
    {
        self.tenant().select(expression)
    }
}

/// A subquery of the scope `'t` that refers to nothing around it.
#[diagnostic::on_unimplemented(
    message = "a `select` without a table takes one scoped subquery",
    label = "not `exists` or `single_value` of a scoped statement that stands alone",
    note = "write `db.select(exists(posts::table.for_tenant(id).filter(..)))`, with `exists` from \
            `tenant_core::dsl`"
)]
pub trait StandsAlone<'t>: Expression {}

#[diagnostic::do_not_recommend]
impl<'t, Q> StandsAlone<'t> for ScopedExists<'t, Q>
where
    Self: Expression,
    diesel::dsl::exists<Q>: AppearsOnTable<NoFromClause>,
{
}

#[diagnostic::do_not_recommend]
impl<'t, Q, ST> StandsAlone<'t> for ScopedValue<'t, Q, ST>
where
    Self: Expression,
    diesel::dsl::exists<Q>: AppearsOnTable<NoFromClause>,
{
}

/// A subquery in a statement without a table, made by `select` alone.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Alone<E>(E);

impl<E: Expression> Expression for Alone<E> {
    type SqlType = E::SqlType;
}

impl<E: Expression> AppearsOnTable<NoFromClause> for Alone<E> {}

impl<E: Expression> SelectableExpression<NoFromClause> for Alone<E> {}

impl<E> ValidGrouping<()> for Alone<E> {
    type IsAggregate = is_aggregate::Never;
}

impl<E: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Alone<E> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}
