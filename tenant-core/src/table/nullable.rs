//! Owned tables in which rows without a tenant are readable by every tenant.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType};

use crate::scope::{KeyBind, TenantId};
use crate::table::source::apply_as_filter;
use crate::table::{AliasColumn, KeyType, RowsOf, TenantEq, TenantValue, Writes};

/// `(column = key OR column IS NULL)`, for reading only.
#[derive(Debug)]
pub struct TenantOrNull<C, K> {
    column: C,
    key: KeyBind<K>,
}

impl<C, K> TenantOrNull<C, K> {
    pub(crate) fn new(column: C, id: TenantId<'_, K>) -> Self {
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

/// As [`Owned`](super::Owned), and rows without a tenant are everybody's to read.
/// Writes are kept to the tenant's own.
#[derive(Debug)]
pub struct OwnedOrShared<C, K>(PhantomData<(C, K)>);

#[diagnostic::do_not_recommend]
impl<C: Default, K: 'static> RowsOf<K> for OwnedOrShared<C, K> {
    type Predicate = TenantOrNull<C, K>;
    type AliasPredicate<S> = TenantOrNull<AliasColumn<S, C>, K>;

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        TenantOrNull::new(C::default(), id)
    }

    fn alias_predicate<S>(id: TenantId<'_, K>) -> Self::AliasPredicate<S> {
        TenantOrNull::new(AliasColumn::new(), id)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Default, K: 'static> Writes<K> for OwnedOrShared<C, K> {
    type Fill = TenantValue<C, K>;
    type Guard = TenantEq<C, K>;
    type Predicate = TenantEq<C, K>;

    fn fill(id: TenantId<'_, K>) -> Self::Fill {
        TenantValue::new(id)
    }

    fn guard(id: TenantId<'_, K>) -> Self::Guard {
        TenantEq::new(C::default(), id)
    }

    fn predicate(id: TenantId<'_, K>) -> <Self as Writes<K>>::Predicate {
        TenantEq::new(C::default(), id)
    }
}
