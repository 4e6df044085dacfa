//! Tables without the tenant column, whose rows belong to whoever owns their
//! parent row.

use std::any::TypeId;
use std::marker::PhantomData;

use diesel::QuerySource;
use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::internal::table_macro::{Identifier, StaticQueryFragment};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::Table;
use diesel::result::QueryResult;
use diesel::sql_types::Bool;

use crate::scope::TenantId;
use crate::table::source::apply_as_filter;
use crate::table::{AliasColumn, Guard, RowsOf, TenantSource, WriteGuard, WritePredicate, Writes};

/// `EXISTS (SELECT 1 FROM parent WHERE parent.key = foreign_key AND ..)`, the
/// dots being the parent's own tenant predicate.
///
/// Inside, the parent's name means the parent row of the subquery, also where
/// the outer statement joins the parent. A parent in a schema can have the
/// child's own name, and an alias of the child the parent's, which would then mean
/// the parent as well: there the subquery is
/// `foreign_key IN (SELECT parent.key FROM parent WHERE ..)`, with the foreign key
/// outside.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct InParent<FK, P, PK, Predicate> {
    foreign_key: FK,
    parent: P,
    parent_key: PK,
    predicate: Predicate,
    /// Is `FK` the column of an alias?
    is_alias: bool,
}

impl<FK, P, PK, Predicate> InParent<FK, P, PK, Predicate> {
    pub(crate) fn new(foreign_key: FK, parent: P, parent_key: PK, predicate: Predicate) -> Self {
        Self {
            foreign_key,
            parent,
            parent_key,
            predicate,
            is_alias: false,
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

impl<FK, P, PK, Predicate> InParent<FK, P, PK, Predicate> {
    fn walk_among_parents<'b, DB>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Backend,
        FK: QueryFragment<DB>,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>,
    {
        self.foreign_key.walk_ast(out.reborrow())?;
        out.push_sql(" IN (SELECT ");
        self.parent_key.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.parent.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.predicate.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<FK, P, PK, Predicate, DB> QueryFragment<DB> for InParent<FK, P, PK, Predicate>
where
    DB: Backend,
    FK: QueryFragment<DB>,
    P: QueryFragment<DB> + StaticQueryFragment,
    PK: QueryFragment<DB>,
    Predicate: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.is_alias || is_in_schema::<P>() {
            return self.walk_among_parents(out);
        }
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

/// The way in for a row under a parent: the foreign key is looked up among the
/// tenant's own parents, and the statement fails where it is not there.
///
/// What a database makes of a `NULL` has no say in it. PostgreSQL refuses one in a
/// column that is not nullable. SQLite and MySQL can make a key up in its place, which
/// can be that of another tenant's parent, and whether they do is decided by the
/// schema and not by the `table!`: there it never comes to a `NULL`.
#[derive(Debug, Clone, Copy)]
pub struct ParentGuard<FK, P, PK, Predicate> {
    foreign_key: PhantomData<FK>,
    parent: P,
    parent_key: PK,
    predicate: Predicate,
}

impl<FK, P, PK, Predicate> ParentGuard<FK, P, PK, Predicate> {
    fn new(parent: P, parent_key: PK, predicate: Predicate) -> Self {
        Self {
            foreign_key: PhantomData,
            parent,
            parent_key,
            predicate,
        }
    }
}

impl<FK: 'static, P, PK, Predicate> ParentGuard<FK, P, PK, Predicate> {
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
        DB: Backend + 'static,
        P: QueryFragment<DB>,
        PK: QueryFragment<DB>,
        Predicate: QueryFragment<DB>,
    {
        let null = Null::of::<DB>();
        if null != Null::Refused {
            out.push_sql("COALESCE(");
        }
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
        match null {
            Null::Refused => {}
            Null::Decides => {
                out.push_sql(", ");
                out.push_sql(FAILS);
                out.push_sql(")");
            }
            Null::Unknown => {
                out.push_sql(", CASE WHEN ");
                out.push_sql(FAILS);
                out.push_sql(" = 0 THEN (SELECT ");
                self.parent_key.walk_ast(out.reborrow())?;
                out.push_sql(" FROM ");
                self.parent.walk_ast(out.reborrow())?;
                out.push_sql(" WHERE 0 = 1) END)");
            }
        }
        Ok(())
    }
}

/// Out of range on every database, when it is evaluated and not before: the subquery
/// keeps SQLite from evaluating it ahead of the look-up. `tenant-sql` knows this text.
///
/// A text that is no key would do only where the column holds numbers, and a subquery
/// with two rows not in `INSERT IGNORE`.
const FAILS: &str = "abs((SELECT -9223372036854775807 - 1))";

/// What a database does with a `NULL` in a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Null {
    /// It is an error.
    #[cfg_attr(
        not(feature = "postgres"),
        allow(dead_code, reason = "no such database")
    )]
    Refused,
    /// It can be replaced by a key that is made up.
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "mysql")),
        allow(dead_code, reason = "no such database")
    )]
    Decides,
    /// One or the other, as with a connection to several databases. Some of them ask
    /// for alternatives of one type.
    Unknown,
}

impl Null {
    fn of<DB: 'static>() -> Self {
        let database = TypeId::of::<DB>();
        #[cfg(feature = "postgres")]
        if database == TypeId::of::<diesel::pg::Pg>() {
            return Self::Refused;
        }
        #[cfg(feature = "sqlite")]
        if database == TypeId::of::<diesel::sqlite::Sqlite>() {
            return Self::Decides;
        }
        #[cfg(feature = "mysql")]
        if database == TypeId::of::<diesel::mysql::Mysql>() {
            return Self::Decides;
        }
        let _ = database;
        Self::Unknown
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

/// The rows belong to whoever owns the row of `P` that `FK` points at.
#[derive(Debug)]
pub struct Child<FK, P>(PhantomData<(FK, P)>);

#[diagnostic::do_not_recommend]
impl<FK, P, K> RowsOf<K> for Child<FK, P>
where
    K: 'static,
    FK: Default,
    P: Table + Default + TenantSource<K>,
{
    type Predicate = InParent<FK, P, P::PrimaryKey, <P as TenantSource<K>>::Predicate>;
    type AliasPredicate<S> =
        InParent<AliasColumn<S, FK>, P, P::PrimaryKey, <P as TenantSource<K>>::Predicate>;

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        let (parent, key) = parent::<P>();
        InParent::new(FK::default(), parent, key, P::predicate(id))
    }

    fn alias_predicate<S>(id: TenantId<'_, K>) -> Self::AliasPredicate<S> {
        let (parent, key) = parent::<P>();
        InParent {
            is_alias: true,
            ..InParent::new(AliasColumn::new(), parent, key, P::predicate(id))
        }
    }
}

#[diagnostic::do_not_recommend]
impl<FK, P, K> Writes<K> for Child<FK, P>
where
    K: 'static,
    FK: Default + 'static,
    P: Table + Default + TenantSource<K, Writes: Writes<K>>,
{
    type Fill = ParentGuard<FK, P, P::PrimaryKey, WritePredicate<K, P>>;
    type Guard = <WriteGuard<K, P> as Guard>::Under<FK, P, P::PrimaryKey>;
    type Predicate = InParent<FK, P, P::PrimaryKey, WritePredicate<K, P>>;

    fn fill(id: TenantId<'_, K>) -> Self::Fill {
        let (parent, key) = parent::<P>();
        ParentGuard::new(parent, key, P::Writes::predicate(id))
    }

    fn guard(id: TenantId<'_, K>) -> Self::Guard {
        let (parent, key) = parent::<P>();
        P::Writes::guard(id).under(FK::default(), parent, key)
    }

    fn predicate(id: TenantId<'_, K>) -> <Self as Writes<K>>::Predicate {
        let (parent, key) = parent::<P>();
        InParent::new(FK::default(), parent, key, P::Writes::predicate(id))
    }
}

/// Is the name of the table more than one identifier?
fn is_in_schema<P: StaticQueryFragment>() -> bool {
    TypeId::of::<P::Component>() != TypeId::of::<Identifier<'static>>()
}

fn parent<P: Table + Default>() -> (P, P::PrimaryKey) {
    let parent = P::default();
    let key = parent.primary_key();
    (parent, key)
}
