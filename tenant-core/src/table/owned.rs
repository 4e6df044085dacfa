//! Tables with the tenant column, and the table of tenants itself.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType, Nullable, SqlType};

use crate::scope::{KeyBind, TenantId};
use crate::table::source::apply_as_filter;
use crate::table::{AliasColumn, Guard, InParent, NoPredicate, RowsOf, Writes};

/// The SQL type of the key in a tenant column: the column's own, also where
/// the column may be `NULL`.
pub trait KeyType {
    /// The type in which the key is bound.
    type KeyType;
}

/// Implemented for the SQL types of columns, for both nullabilities.
impl<ST> KeyType for ST
where
    ST: SqlType,
    ST::IsNull: NotNullable<ST>,
{
    type KeyType = <ST::IsNull as NotNullable<ST>>::NotNull;
}

/// Takes `Nullable` off a SQL type.
#[doc(hidden)]
pub trait NotNullable<ST> {
    type NotNull;
}

impl<ST> NotNullable<ST> for diesel::sql_types::is_nullable::NotNull {
    type NotNull = ST;
}

impl<ST: SqlType> NotNullable<Nullable<ST>> for diesel::sql_types::is_nullable::IsNullable {
    type NotNull = ST;
}

/// `column = key`: the one place where the tenant predicate is written.
#[derive(Debug)]
pub struct TenantEq<C, K> {
    column: C,
    key: KeyBind<K>,
}

impl<C, K> TenantEq<C, K> {
    #[doc(hidden)]
    pub fn new(column: C, id: TenantId<'_, K>) -> Self {
        Self {
            column,
            key: id.to_bind(),
        }
    }
}

impl<C: Clone, K> Clone for TenantEq<C, K> {
    fn clone(&self) -> Self {
        Self {
            column: self.column.clone(),
            key: self.key.clone(),
        }
    }
}

impl<C: QueryId, K: 'static> QueryId for TenantEq<C, K> {
    type QueryId = TenantEq<C::QueryId, K>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID;
}

impl<C: Expression, K> Expression for TenantEq<C, K> {
    type SqlType = Bool;
}

impl<C, K, QS: ?Sized> AppearsOnTable<QS> for TenantEq<C, K> where C: AppearsOnTable<QS> {}

impl<C, K, QS: ?Sized> SelectableExpression<QS> for TenantEq<C, K> where C: SelectableExpression<QS> {}

impl<C, K> ValidGrouping<()> for TenantEq<C, K> {
    type IsAggregate = is_aggregate::No;
}

impl<C, K, DB> QueryFragment<DB> for TenantEq<C, K>
where
    DB: Backend + HasSqlType<<C::SqlType as KeyType>::KeyType>,
    C: Expression<SqlType: KeyType> + QueryFragment<DB>,
    K: ToSql<<C::SqlType as KeyType>::KeyType, DB>,
{
    #[inline]
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.key
            .walk::<<C::SqlType as KeyType>::KeyType, DB>(&mut out)
    }
}

apply_as_filter!([C, K] TenantEq<C, K>);

impl<C, K> Guard for TenantEq<C, K> {
    type Under<FK, P, PK> = InParent<FK, P, PK, Self>;

    fn under<FK, P, PK>(
        self,
        foreign_key: FK,
        parent: P,
        parent_key: PK,
    ) -> Self::Under<FK, P, PK> {
        InParent::new(foreign_key, parent, parent_key, self)
    }
}

/// The tenant column and its value in an inserted row.
#[derive(Debug)]
pub struct TenantValue<C, K> {
    pub(crate) key: KeyBind<K>,
    column: PhantomData<C>,
}

impl<C, K> TenantValue<C, K> {
    pub(crate) fn new(id: TenantId<'_, K>) -> Self {
        Self {
            key: id.to_bind(),
            column: PhantomData,
        }
    }
}

impl<C, K> Clone for TenantValue<C, K> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            column: PhantomData,
        }
    }
}

impl<C: QueryId, K: 'static> QueryId for TenantValue<C, K> {
    type QueryId = TenantValue<C::QueryId, K>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID;
}

/// The rows are the tenant's whose key is in the column `C`. The table of
/// tenants itself is one of these, by its primary key.
#[derive(Debug)]
pub struct Owned<C, K>(PhantomData<(C, K)>);

#[diagnostic::do_not_recommend]
impl<C: Default, K: 'static> RowsOf<K> for Owned<C, K> {
    type Predicate = TenantEq<C, K>;
    type AliasPredicate<S> = TenantEq<AliasColumn<S, C>, K>;

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        TenantEq::new(C::default(), id)
    }

    fn alias_predicate<S>(id: TenantId<'_, K>) -> Self::AliasPredicate<S> {
        TenantEq::new(AliasColumn::new(), id)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Default, K: 'static> Writes<K> for Owned<C, K> {
    type Fill = TenantValue<C, K>;
    type Guard = NoPredicate;
    type Predicate = TenantEq<C, K>;

    fn fill(id: TenantId<'_, K>) -> Self::Fill {
        TenantValue::new(id)
    }

    fn guard(_: TenantId<'_, K>) -> NoPredicate {
        NoPredicate
    }

    fn predicate(id: TenantId<'_, K>) -> <Self as Writes<K>>::Predicate {
        TenantEq::new(C::default(), id)
    }
}
