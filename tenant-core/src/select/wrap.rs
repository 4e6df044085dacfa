//! A scoped statement inside a `QueryFragment` of one's own.

use std::panic::{RefUnwindSafe, UnwindSafe};

use diesel::backend::Backend;
use diesel::query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

use crate::select::Scoped;

/// The scoped statement as it is handed to a node of one's own.
#[derive(Debug, Clone, Copy)]
pub struct ScopedFragment<Q>(Q);

/// A `QueryFragment` of one's own around a scoped statement: a pagination, an
/// `EXPLAIN`, a common table expression.
///
/// The SQL text that the node itself writes is trusted, like the text in
/// [`diesel::dsl::sql`]: it must read from the statement inside and from nothing
/// else. `WrapsScoped for` finds every such node.
pub trait WrapsScoped {}

/// A [`WrapsScoped`] that holds no statement but the one it was given.
#[diagnostic::on_unimplemented(
    message = "this node is not known to keep to the tenant",
    label = "wraps a scoped statement",
    note = "implement `tenant_core::select::WrapsScoped` for a node of your own that reads only from \
            the statement it is given",
    note = "if it is implemented, the node holds an unscoped statement beside that one or in its place"
)]
pub trait OnlyWraps: WrapsScoped + UnwindSafe {}

#[diagnostic::do_not_recommend]
impl<W: WrapsScoped + UnwindSafe> OnlyWraps for W {}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Wraps the statement in a node of one's own.
    pub fn wrap<W>(self, wrap: impl FnOnce(ScopedFragment<Q::Query>) -> W) -> Scoped<'t, K, W>
    where
        Q: AsQuery,
        W: OnlyWraps,
    {
        self.map(|query| wrap(ScopedFragment(query.as_query())))
    }
}

// The statement inside was checked when it was built.
impl<Q> UnwindSafe for ScopedFragment<Q> {}
impl<Q> RefUnwindSafe for ScopedFragment<Q> {}

impl<Q: Query> Query for ScopedFragment<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryId> QueryId for ScopedFragment<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q, DB> QueryFragment<DB> for ScopedFragment<Q>
where
    DB: Backend,
    Q: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}
