//! The token that every scoped statement is built from.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

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
    key: &'t Arc<K>,
    brand: PhantomData<fn(&'t ()) -> &'t ()>,
}

impl<'t, K> TenantId<'t, K> {
    pub(crate) fn new(key: &'t Arc<K>) -> Self {
        Self {
            key,
            brand: PhantomData,
        }
    }

    /// The tenant key.
    pub fn key(self) -> &'t K {
        self.key
    }

    /// The key, to go into a statement.
    #[inline]
    pub(crate) fn to_bind(self) -> KeyBind<K> {
        KeyBind(Arc::clone(self.key))
    }
}

/// The tenant key inside a statement.
///
/// Shared with the claim rather than borrowed from it, because Diesel knows a
/// join of three tables again only when everything in its `ON` is `'static`.
#[derive(Debug)]
pub(crate) struct KeyBind<K>(Arc<K>);

impl<K> KeyBind<K> {
    /// Binds the key: the one place where it becomes part of a statement.
    ///
    /// # Errors
    ///
    /// [`OtherTenant`](crate::OtherTenant) where the connection that is
    /// running the statement belongs to another scope.
    #[inline]
    pub(crate) fn walk<'b, ST, DB>(&'b self, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Backend + HasSqlType<ST>,
        K: ToSql<ST, DB>,
    {
        Running::check(&*self.0)?;
        out.push_bind_param::<ST, K>(&self.0)
    }
}

impl<K> Clone for KeyBind<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
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
        self.key().as_expression()
    }
}
