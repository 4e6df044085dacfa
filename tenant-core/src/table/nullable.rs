//! Owned tables in which rows without a tenant are readable by every tenant.

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType};

use crate::scope::{KeyBind, TenantId};
use crate::table::KeyType;
use crate::table::source::apply_as_filter;

/// `(column = key OR column IS NULL)`, for reading only.
#[derive(Debug)]
pub struct TenantOrNull<C, K> {
    column: C,
    key: KeyBind<K>,
}

impl<C, K> TenantOrNull<C, K> {
    #[doc(hidden)]
    pub fn new(column: C, id: TenantId<'_, K>) -> Self {
        Self {
            column,
            key: id.to_bind(),
        }
    }
}

impl<C: Clone, K> Clone for TenantOrNull<C, K> {
    fn clone(&self) -> Self {
        Self {
            column: self.column.clone(),
            key: self.key.clone(),
        }
    }
}

impl<C: QueryId, K: 'static> QueryId for TenantOrNull<C, K> {
    type QueryId = TenantOrNull<C::QueryId, K>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID;
}

impl<C: Expression, K> Expression for TenantOrNull<C, K> {
    type SqlType = Bool;
}

impl<C, K, QS: ?Sized> AppearsOnTable<QS> for TenantOrNull<C, K> where C: AppearsOnTable<QS> {}

impl<C, K, QS: ?Sized> SelectableExpression<QS> for TenantOrNull<C, K> where
    C: SelectableExpression<QS>
{
}

impl<C, K> ValidGrouping<()> for TenantOrNull<C, K> {
    type IsAggregate = is_aggregate::No;
}

impl<C, K, DB> QueryFragment<DB> for TenantOrNull<C, K>
where
    DB: Backend + HasSqlType<<C::SqlType as KeyType>::KeyType>,
    C: Expression<SqlType: KeyType> + QueryFragment<DB>,
    K: ToSql<<C::SqlType as KeyType>::KeyType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.key
            .walk::<<C::SqlType as KeyType>::KeyType, DB>(&mut out)?;
        out.push_sql(" OR ");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IS NULL)");
        Ok(())
    }
}

apply_as_filter!([C, K] TenantOrNull<C, K>);
