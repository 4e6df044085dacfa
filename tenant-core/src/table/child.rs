//! Tables without the tenant column, whose rows belong to whoever owns their
//! parent row.

use std::any::TypeId;
use std::marker::PhantomData;

use diesel::QuerySource;
use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::Table;
use diesel::result::QueryResult;
use diesel::sql_types::Bool;

use crate::scope::TenantId;
use crate::table::source::apply_as_filter;
use crate::table::{Guard, Seal, TenantSource, WriteGuard, WritePredicate, Writes};

/// `EXISTS (SELECT 1 FROM parent WHERE parent.key = foreign_key AND ..)`, the
/// dots being the parent's own tenant predicate.
///
/// Inside, the parent's name means the parent row of the subquery, also where
/// the outer statement joins the parent.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct InParent<FK, P, PK, Predicate> {
    foreign_key: FK,
    parent: P,
    parent_key: PK,
    predicate: Predicate,
}

impl<FK, P, PK, Predicate> InParent<FK, P, PK, Predicate> {
    #[doc(hidden)]
    pub fn new(foreign_key: FK, parent: P, parent_key: PK, predicate: Predicate) -> Self {
        Self {
            foreign_key,
            parent,
            parent_key,
            predicate,
        }
    }
}

impl<FK: Expression, P, PK, Predicate> Expression for InParent<FK, P, PK, Predicate> {
    type SqlType = Bool;
}

// Query sources only, which the witness of the wall is not: it reads the parent,
// and so no statement takes one that somebody else has put together.
impl<FK, P, PK, Predicate, QS> AppearsOnTable<QS> for InParent<FK, P, PK, Predicate>
where
    FK: AppearsOnTable<QS>,
    QS: QuerySource,
{
}

impl<FK, P, PK, Predicate, QS> SelectableExpression<QS> for InParent<FK, P, PK, Predicate>
where
    FK: SelectableExpression<QS>,
    QS: QuerySource,
{
}

impl<FK, P, PK, Predicate> ValidGrouping<()> for InParent<FK, P, PK, Predicate> {
    type IsAggregate = is_aggregate::No;
}

impl<FK, P, PK, Predicate, DB> QueryFragment<DB> for InParent<FK, P, PK, Predicate>
where
    DB: Backend,
    FK: QueryFragment<DB>,
    P: QueryFragment<DB>,
    PK: QueryFragment<DB>,
    Predicate: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("EXISTS (SELECT 1 FROM ");
        self.parent.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.parent_key.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.foreign_key.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        self.predicate.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

apply_as_filter!([FK, P, PK, Predicate] InParent<FK, P, PK, Predicate>);

impl<FK, P, PK, Predicate> Guard for InParent<FK, P, PK, Predicate> {
    type Under<FK2, P2, PK2> = InParent<FK2, P2, PK2, Self>;

    fn under<FK2, P2, PK2>(
        self,
        foreign_key: FK2,
        parent: P2,
        parent_key: PK2,
    ) -> Self::Under<FK2, P2, PK2> {
        InParent::new(foreign_key, parent, parent_key, self)
    }
}

/// `foreign_key IN (SELECT parent.key FROM parent WHERE ..)`, for aliases.
///
/// An alias may have the parent's name, and inside of `EXISTS` its foreign key
/// would then be read from the parent.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct AmongParents<FK, P, PK, Predicate>(InParent<FK, P, PK, Predicate>);

impl<FK, P, PK, Predicate> AmongParents<FK, P, PK, Predicate> {
    #[doc(hidden)]
    pub fn new(foreign_key: FK, parent: P, parent_key: PK, predicate: Predicate) -> Self {
        Self(InParent::new(foreign_key, parent, parent_key, predicate))
    }
}

impl<FK: Expression, P, PK, Predicate> Expression for AmongParents<FK, P, PK, Predicate> {
    type SqlType = Bool;
}

impl<FK, P, PK, Predicate, QS> AppearsOnTable<QS> for AmongParents<FK, P, PK, Predicate>
where
    FK: AppearsOnTable<QS>,
    QS: QuerySource,
{
}

impl<FK, P, PK, Predicate> ValidGrouping<()> for AmongParents<FK, P, PK, Predicate> {
    type IsAggregate = is_aggregate::No;
}

impl<FK, P, PK, Predicate, DB> QueryFragment<DB> for AmongParents<FK, P, PK, Predicate>
where
    DB: Backend,
    FK: QueryFragment<DB>,
    P: QueryFragment<DB>,
    PK: QueryFragment<DB>,
    Predicate: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.foreign_key.walk_ast(out.reborrow())?;
        out.push_sql(" IN (SELECT ");
        self.0.parent_key.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.0.parent.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.0.predicate.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

apply_as_filter!([FK, P, PK, Predicate] AmongParents<FK, P, PK, Predicate>);

/// The way in for a row under a parent: the foreign key is looked up among the
/// tenant's own parents, and is `NULL`, and so refused, where it is not there.
#[derive(Debug, Clone, Copy)]
pub struct ParentGuard<FK, P, PK, Predicate> {
    foreign_key: PhantomData<FK>,
    parent: P,
    parent_key: PK,
    predicate: Predicate,
}

impl<FK: 'static, P, PK, Predicate> ParentGuard<FK, P, PK, Predicate> {
    fn new(parent: P, parent_key: PK, predicate: Predicate) -> Self {
        Self {
            foreign_key: PhantomData,
            parent,
            parent_key,
            predicate,
        }
    }

    /// Is `C` the foreign key to the parent?
    pub(crate) fn guards<C: 'static>() -> bool {
        TypeId::of::<C>() == TypeId::of::<FK>()
    }

    /// `(SELECT key FROM parent WHERE key = (value) AND ..)`.
    pub(crate) fn walk_key<'b, DB>(
        &'b self,
        value: &'b impl QueryFragment<DB>,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        DB: Backend,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>,
    {
        out.push_sql("(SELECT ");
        self.parent_key.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.parent.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.parent_key.walk_ast(out.reborrow())?;
        out.push_sql(" = (");
        value.walk_ast(out.reborrow())?;
        out.push_sql(") AND ");
        self.predicate.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<FK: QueryId, P: QueryId, PK: QueryId, Predicate: QueryId> QueryId
    for ParentGuard<FK, P, PK, Predicate>
{
    type QueryId = ParentGuard<FK::QueryId, P::QueryId, PK::QueryId, Predicate::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = FK::HAS_STATIC_QUERY_ID
        && P::HAS_STATIC_QUERY_ID
        && PK::HAS_STATIC_QUERY_ID
        && Predicate::HAS_STATIC_QUERY_ID;
}

/// Writes into a table whose rows belong to whoever owns the row of `P` that
/// `FK` points at.
#[derive(Debug)]
pub struct WritesChild<FK, P>(PhantomData<(FK, P)>);

#[diagnostic::do_not_recommend]
impl<FK, P, K> Writes<K> for WritesChild<FK, P>
where
    K: 'static,
    FK: Default + 'static,
    P: Table + Default + TenantSource<K, Writes: Writes<K>>,
{
    type Fill = ParentGuard<FK, P, P::PrimaryKey, WritePredicate<K, P>>;
    type Guard = <WriteGuard<K, P> as Guard>::Under<FK, P, P::PrimaryKey>;
    type Predicate = InParent<FK, P, P::PrimaryKey, WritePredicate<K, P>>;
    const SEAL: Seal = Seal(());

    fn fill(id: TenantId<'_, K>) -> Self::Fill {
        let parent = P::default();
        let key = parent.primary_key();
        ParentGuard::new(parent, key, P::Writes::predicate(id))
    }

    fn guard(id: TenantId<'_, K>) -> Self::Guard {
        let parent = P::default();
        let key = parent.primary_key();
        P::Writes::guard(id).under(FK::default(), parent, key)
    }

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        let parent = P::default();
        let key = parent.primary_key();
        InParent::new(FK::default(), parent, key, P::Writes::predicate(id))
    }
}
