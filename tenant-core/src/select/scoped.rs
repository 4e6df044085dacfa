//! The type of scoped statements.

use diesel::QueryDsl;
use diesel::associations::HasTable;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, IntoUpdateTarget, QueryFragment, QueryId, UpdateTarget};
use diesel::result::QueryResult;

use crate::scope::TenantId;

/// A statement whose every table is limited to the tenant of the scope `'t`.
///
/// Made by [`for_tenant`](super::ForTenant::for_tenant) and by the verbs of
/// [`TenantConnection`](crate::TenantConnection); read on with Diesel's own
/// methods; run on a connection of the same scope.
#[derive(Debug)]
#[must_use = "statements run only when `load`, `get_result`, `execute` or similar is called"]
pub struct Scoped<'t, K, Q> {
    pub(crate) query: Q,
    pub(crate) id: TenantId<'t, K>,
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    pub(crate) fn new(query: Q, id: TenantId<'t, K>) -> Self {
        Self { query, id }
    }

    pub(crate) fn map<R>(self, f: impl FnOnce(Q) -> R) -> Scoped<'t, K, R> {
        Scoped::new(f(self.query), self.id)
    }

    /// The token that the statement was scoped with.
    pub fn tenant(&self) -> TenantId<'t, K> {
        self.id
    }
}

impl<K, Q: Clone> Clone for Scoped<'_, K, Q> {
    fn clone(&self) -> Self {
        Self {
            query: self.query.clone(),
            id: self.id,
        }
    }
}

impl<K, Q: Copy> Copy for Scoped<'_, K, Q> {}

impl<K, Q> QueryDsl for Scoped<'_, K, Q> {}

impl<K, Q: HasTable> HasTable for Scoped<'_, K, Q> {
    type Table = Q::Table;

    fn table() -> Self::Table {
        Q::table()
    }
}

/// So that `diesel::update(scoped)` is refused for what it is: its result is a
/// plain statement, which no tenant connection runs.
impl<K, Q: IntoUpdateTarget> IntoUpdateTarget for Scoped<'_, K, Q> {
    type WhereClause = Q::WhereClause;

    fn into_update_target(self) -> UpdateTarget<Self::Table, Self::WhereClause> {
        self.query.into_update_target()
    }
}

/// For `debug_query`: what will be sent is what the statement inside prints.
impl<K, Q, DB> QueryFragment<DB> for Scoped<'_, K, Q>
where
    DB: Backend,
    Q: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.query.walk_ast(out)
    }
}

impl<K, Q: QueryId> QueryId for Scoped<'_, K, Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}
