//! The token that every scoped statement is built from.

use std::fmt;
use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{AsExpression, TypedExpressionType};
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, SqlType};

use crate::scope::Running;

/// The tenant of the scope `'t`.
///
/// It exists only inside a scope, from [`TenantConnection::tenant`]; it is
/// `Copy`, and the lifetime is the scope's brand: two scopes never have the
/// same one, so what was built from the token of one does not fit the other.
///
/// Where a value of the tenant column is asked for, the token is one:
/// `find((id, 5))` on a composite primary key.
///
/// [`TenantConnection::tenant`]: crate::TenantConnection::tenant
pub struct TenantId<'t, K> {
    key: &'t K,
    brand: PhantomData<fn(&'t ()) -> &'t ()>,
}

impl<'t, K> TenantId<'t, K> {
    pub(crate) fn new(key: &'t K) -> Self {
        Self {
            key,
            brand: PhantomData,
        }
    }

    /// The tenant key.
    pub fn key(self) -> &'t K {
        self.key
    }

    /// Binds the key: the one place where it becomes part of a statement.
    ///
    /// # Errors
    ///
    /// [`OtherTenant`](crate::OtherTenant) where the connection that is
    /// running the statement belongs to another scope.
    pub(crate) fn push_key<'b, ST, DB>(self, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        't: 'b,
        DB: Backend + HasSqlType<ST>,
        K: ToSql<ST, DB>,
    {
        Running::check(self.key)?;
        out.push_bind_param::<ST, K>(self.key)
    }
}

impl<K> Clone for TenantId<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for TenantId<'_, K> {}

impl<K: fmt::Debug> fmt::Debug for TenantId<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TenantId").field(self.key).finish()
    }
}

impl<'t, K, ST> AsExpression<ST> for TenantId<'t, K>
where
    ST: SqlType + TypedExpressionType,
    &'t K: AsExpression<ST>,
{
    type Expression = <&'t K as AsExpression<ST>>::Expression;

    fn as_expression(self) -> Self::Expression {
        self.key.as_expression()
    }
}
