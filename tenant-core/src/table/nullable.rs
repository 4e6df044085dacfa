//! Owned tables in which rows without a tenant are readable by every tenant.

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType};

use crate::scope::TenantId;
use crate::table::KeyType;
use crate::table::source::apply_as_filter;

/// `(column = key OR column IS NULL)`, for reading only.
#[derive(Debug)]
pub struct TenantOrNull<'t, C, K> {
    column: C,
    id: TenantId<'t, K>,
}

impl<'t, C, K> TenantOrNull<'t, C, K> {
    #[doc(hidden)]
    pub fn new(column: C, id: TenantId<'t, K>) -> Self {
        Self { column, id }
    }
}

impl<C: Clone, K> Clone for TenantOrNull<'_, C, K> {
    fn clone(&self) -> Self {
        Self {
            column: self.column.clone(),
            id: self.id,
        }
    }
}

impl<C: Copy, K> Copy for TenantOrNull<'_, C, K> {}

impl<C: QueryId, K: 'static> QueryId for TenantOrNull<'_, C, K> {
    type QueryId = TenantOrNull<'static, C::QueryId, K>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID;
}

impl<C: Expression, K> Expression for TenantOrNull<'_, C, K> {
    type SqlType = Bool;
}

impl<C, K, QS: ?Sized> AppearsOnTable<QS> for TenantOrNull<'_, C, K> where C: AppearsOnTable<QS> {}

impl<C, K, QS: ?Sized> SelectableExpression<QS> for TenantOrNull<'_, C, K> where
    C: SelectableExpression<QS>
{
}

impl<C, K> ValidGrouping<()> for TenantOrNull<'_, C, K> {
    type IsAggregate = is_aggregate::No;
}

impl<C, K, DB> QueryFragment<DB> for TenantOrNull<'_, C, K>
where
    DB: Backend + HasSqlType<<C::SqlType as KeyType>::KeyType>,
    C: Expression<SqlType: KeyType> + QueryFragment<DB>,
    K: ToSql<<C::SqlType as KeyType>::KeyType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.id
            .push_key::<<C::SqlType as KeyType>::KeyType, DB>(&mut out)?;
        out.push_sql(" OR ");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IS NULL)");
        Ok(())
    }
}

apply_as_filter!(['t, C, K] TenantOrNull<'t, C, K>);
