//! `on_conflict`: inserts that meet a row which is there already.
//!
//! `DO UPDATE` carries the tenant predicate in its own `WHERE`. A row of
//! another tenant that is in the way stays as it is: nothing is written, and
//! `RETURNING` returns nothing.

use std::marker::PhantomData;

use diesel::backend::{Backend, sql_dialect};
use diesel::insertable::CanInsertInSingleQuery;
use diesel::query_builder::{AsChangeset, AstPass, InsertStatement, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::{QuerySource, Table};

use crate::select::Scoped;
use crate::table::{TenantSource, WritePredicate, Writes};
use crate::wall::Assignable;
use crate::write::Changes;
use crate::write::batch::{Batch, SplitRows};
use crate::write::columns::ColumnNames;

/// Rows, and what to do when one is there already.
#[derive(Debug, Clone, Copy)]
pub struct OnConflict<R, Target, Action> {
    rows: R,
    target: Target,
    action: Action,
}

/// Any conflict.
#[derive(Debug, Clone, Copy)]
pub struct AnyConflict;

/// A conflict on the unique key of these columns.
#[derive(Debug)]
pub struct OnColumns<T, C, M>(PhantomData<fn() -> (T, C, M)>);

impl<T, C, M> Clone for OnColumns<T, C, M> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

/// Skip the row.
#[derive(Debug, Clone, Copy)]
pub struct DoNothing;

/// Change the row that is there, if it is the tenant's.
#[derive(Debug, Clone, Copy)]
pub struct DoUpdate<V, P> {
    changes: V,
    own: P,
}

impl<T, C, M, DB> QueryFragment<DB> for OnColumns<T, C, M>
where
    DB: Backend,
    C: ColumnNames<T, M>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" (");
        C::walk_names(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<DB: Backend> QueryFragment<DB> for AnyConflict {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<DB: Backend> QueryFragment<DB> for DoNothing {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" DO NOTHING");
        Ok(())
    }
}

impl<V, P, DB> QueryFragment<DB> for DoUpdate<V, P>
where
    DB: Backend,
    V: QueryFragment<DB>,
    P: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.changes.is_noop(out.backend())? {
            out.push_sql(" DO NOTHING");
            return Ok(());
        }
        out.push_sql(" DO UPDATE SET ");
        self.changes.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.own.walk_ast(out)
    }
}

impl<R, Target, Action, DB> QueryFragment<DB> for OnConflict<R, Target, Action>
where
    DB: Backend<OnConflictClause: LeavesForeignRowsAlone>,
    R: QueryFragment<DB>,
    Target: QueryFragment<DB>,
    Action: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        self.rows.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT");
        self.target.walk_ast(out.reborrow())?;
        self.action.walk_ast(out)
    }
}

/// The database's `ON CONFLICT` can be limited to the tenant's own rows.
#[diagnostic::on_unimplemented(
    message = "this database cannot limit an upsert to the tenant's own rows",
    label = "would change the row that is there, whoever owns it",
    note = "PostgreSQL and SQLite can (`ON CONFLICT .. DO UPDATE .. WHERE`); on MySQL and MariaDB use \
            `insert_or_ignore_into`, or `update` first and `insert_into` where it touched no row, in a \
            transaction"
)]
pub trait LeavesForeignRowsAlone {}

#[diagnostic::do_not_recommend]
impl<C: sql_dialect::on_conflict_clause::PgLikeOnConflictClause> LeavesForeignRowsAlone for C {}

impl<R, Target, Action> QueryId for OnConflict<R, Target, Action> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<R, Target, Action, DB> CanInsertInSingleQuery<DB> for OnConflict<R, Target, Action>
where
    DB: Backend,
    R: CanInsertInSingleQuery<DB>,
{
    fn rows_to_insert(&self) -> Option<usize> {
        self.rows.rows_to_insert()
    }
}

impl<R: SplitRows, Target: Clone, Action: Clone> SplitRows for OnConflict<R, Target, Action> {
    type One = OnConflict<R::One, Target, Action>;

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn needs_default(&self) -> bool {
        self.rows.needs_default()
    }

    fn split(self) -> impl Iterator<Item = Self::One> {
        self.rows.split().map(move |rows| OnConflict {
            rows,
            target: self.target.clone(),
            action: self.action.clone(),
        })
    }
}

/// An insert that can be told what to do on a conflict.
pub trait Upsert {
    #[doc(hidden)]
    type Table: QuerySource;

    #[doc(hidden)]
    type On<Target, Action>;

    #[doc(hidden)]
    fn on<Target, Action>(self, target: Target, action: Action) -> Self::On<Target, Action>;
}

impl<T: Table, R, Op> Upsert for InsertStatement<T, R, Op> {
    type Table = T;
    type On<Target, Action> = InsertStatement<T, OnConflict<R, Target, Action>, Op>;

    fn on<Target, Action>(self, target: Target, action: Action) -> Self::On<Target, Action> {
        let rows = OnConflict {
            rows: self.records,
            target,
            action,
        };
        InsertStatement::new(self.target, rows, self.operator, self.returning)
    }
}

impl<S: Upsert> Upsert for Batch<S> {
    type Table = S::Table;
    type On<Target, Action> = Batch<S::On<Target, Action>>;

    fn on<Target, Action>(self, target: Target, action: Action) -> Self::On<Target, Action> {
        Batch(self.0.on(target, action))
    }
}

impl<'t, K, S: Upsert> Scoped<'t, K, S> {
    /// Diesel's [`on_conflict_do_nothing`](InsertStatement::on_conflict_do_nothing).
    pub fn on_conflict_do_nothing(self) -> Scoped<'t, K, S::On<AnyConflict, DoNothing>> {
        self.map(|insert| insert.on(AnyConflict, DoNothing))
    }

    /// Diesel's [`on_conflict`](InsertStatement::on_conflict), on the columns of
    /// a unique key.
    pub fn on_conflict<C, M>(
        self,
        _: C,
    ) -> IncompleteOnConflict<'t, K, S, OnColumns<S::Table, C, M>>
    where
        C: ColumnNames<S::Table, M>,
    {
        IncompleteOnConflict {
            insert: self,
            target: OnColumns(PhantomData),
        }
    }
}

/// An upsert that has no action yet.
#[derive(Debug)]
#[must_use = "an upsert does nothing without an action and `execute`"]
pub struct IncompleteOnConflict<'t, K, S, Target> {
    insert: Scoped<'t, K, S>,
    target: Target,
}

impl<'t, K: 'static, S: Upsert, Target> IncompleteOnConflict<'t, K, S, Target> {
    /// Skips rows that are there already, whoever owns them.
    pub fn do_nothing(self) -> Scoped<'t, K, S::On<Target, DoNothing>> {
        let target = self.target;
        self.insert.map(|insert| insert.on(target, DoNothing))
    }

    /// Changes the row that is there, if it is the tenant's own.
    pub fn do_update(self) -> IncompleteDoUpdate<'t, K, S, Target> {
        IncompleteDoUpdate(self)
    }
}

/// An upsert that has no changes yet.
#[derive(Debug)]
#[must_use = "an upsert does nothing without `set` and `execute`"]
pub struct IncompleteDoUpdate<'t, K, S, Target>(IncompleteOnConflict<'t, K, S, Target>);

impl<'t, K: 'static, S, Target> IncompleteDoUpdate<'t, K, S, Target>
where
    S: Upsert<Table: TenantSource<K, Writes: Writes<K>>>,
{
    /// What to set, as in an update. The tenant column cannot be in it.
    pub fn set<V, M>(
        self,
        values: V,
    ) -> Scoped<'t, K, S::On<Target, DoUpdate<V::Changeset, WritePredicate<K, S::Table>>>>
    where
        V: AsChangeset<Target = S::Table> + Changes<'t, M, Walked: Assignable>,
    {
        let IncompleteOnConflict { insert, target } = self.0;
        let update = DoUpdate {
            changes: values.as_changeset(),
            own: <S::Table as TenantSource<K>>::Writes::predicate(insert.id),
        };
        insert.map(|insert| insert.on(target, update))
    }
}
