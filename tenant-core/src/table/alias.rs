//! Aliases for self-joins, whose columns the wall can look into.

use std::marker::PhantomData;

use diesel::JoinOnDsl;
use diesel::backend::Backend;
use diesel::dsl::On;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AliasSource, AliasedField, Column, QuerySource};
use diesel::result::QueryResult;

use crate::scope::TenantId;
use crate::table::source::Seal;
use crate::table::{NoPredicate, Shared, TenantSource};

/// A table under another name, from [`tenant_core::alias!`](crate::alias).
///
/// It stands for Diesel's own alias everywhere but in
/// [`field`](Alias::field), whose columns are nodes of this crate: the ones of
/// Diesel carry the table in their type, and the wall would take them for a
/// `SELECT` over it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alias<S>(diesel::query_source::Alias<S>);

impl<S> Alias<S> {
    #[doc(hidden)]
    pub const fn new(alias: diesel::query_source::Alias<S>) -> Self {
        Self(alias)
    }

    pub(crate) fn into_diesel(self) -> diesel::query_source::Alias<S> {
        self.0
    }
}

impl<S: AliasSource> Alias<S> {
    /// The column `column` of the alias.
    pub fn field<C>(&self, _column: C) -> AliasColumn<S, C>
    where
        C: Column<Table = S::Target>,
    {
        AliasColumn::new()
    }

    /// The columns `columns` of the alias.
    pub fn fields<C: AliasColumns<S>>(&self, _columns: C) -> C::Output {
        C::alias_columns()
    }

    /// The `ON` clause for a join with the alias.
    pub fn on<Predicate>(
        self,
        predicate: Predicate,
    ) -> On<diesel::query_source::Alias<S>, Predicate>
    where
        diesel::query_source::Alias<S>: QuerySource,
    {
        JoinOnDsl::on(self.0, predicate)
    }
}

/// A tuple of columns that can be taken from an alias.
#[doc(hidden)]
pub trait AliasColumns<S> {
    type Output;

    fn alias_columns() -> Self::Output;
}

macro_rules! alias_columns {
    ($($column:ident)+) => {
        impl<S, $($column),+> AliasColumns<S> for ($($column,)+)
        where
            S: AliasSource,
            $($column: Column<Table = S::Target>,)+
        {
            type Output = ($(AliasColumn<S, $column>,)+);

            fn alias_columns() -> Self::Output {
                ($(AliasColumn::<S, $column>::new(),)+)
            }
        }
    };
}

alias_columns!(A);
alias_columns!(A B);
alias_columns!(A B C);
alias_columns!(A B C D);
alias_columns!(A B C D E);
alias_columns!(A B C D E F);
alias_columns!(A B C D E F G);
alias_columns!(A B C D E F G H);

/// A column of an [`Alias`].
#[derive(Debug)]
pub struct AliasColumn<S, C>(PhantomData<fn() -> (S, C)>);

impl<S, C> AliasColumn<S, C> {
    #[doc(hidden)]
    #[allow(
        clippy::new_without_default,
        reason = "made by an alias, never on its own"
    )]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<S, C> Clone for AliasColumn<S, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S, C> Copy for AliasColumn<S, C> {}

impl<S: 'static, C: 'static> QueryId for AliasColumn<S, C> {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<S, C> Expression for AliasColumn<S, C>
where
    C: Expression,
{
    type SqlType = C::SqlType;
}

impl<S, C, QS: ?Sized> AppearsOnTable<QS> for AliasColumn<S, C>
where
    C: Expression,
    AliasedField<S, C>: AppearsOnTable<QS>,
{
}

impl<S, C, QS: ?Sized> SelectableExpression<QS> for AliasColumn<S, C>
where
    C: Expression,
    AliasedField<S, C>: SelectableExpression<QS>,
{
}

impl<S, C, GB> ValidGrouping<GB> for AliasColumn<S, C>
where
    AliasedField<S, C>: ValidGrouping<GB>,
{
    type IsAggregate = <AliasedField<S, C> as ValidGrouping<GB>>::IsAggregate;
}

impl<S, C, DB> QueryFragment<DB> for AliasColumn<S, C>
where
    DB: Backend,
    S: AliasSource,
    C: Column<Table = S::Target>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_identifier(S::NAME)?;
        out.push_sql(".");
        out.push_identifier(C::NAME)
    }
}

#[diagnostic::do_not_recommend]
impl<S, K: 'static> TenantSource<K> for diesel::query_source::Alias<S>
where
    Self: QuerySource,
    S: AliasSource<Target: TenantSource<K>>,
{
    type Predicate = <S::Target as TenantSource<K>>::AliasPredicate<S>;
    type AliasPredicate<S2> = NoPredicate;
    type Writes = Shared;

    const SEAL: Seal = Seal(());

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        <S::Target as TenantSource<K>>::alias_predicate::<S>(id)
    }

    fn alias_predicate<S2>(_: TenantId<'_, K>) -> NoPredicate {
        NoPredicate
    }
}

/// `table as name`, for joining a table with itself.
///
/// Reads like [`diesel::alias!`]: `let parent = alias!(posts as parent);`, or
/// `alias!(const PARENT: Alias<parent> = posts as parent);` for an item.
#[macro_export]
macro_rules! alias {
    ($(#[$meta:meta])* $vis:vis const $name:ident: Alias<$ty:ident> = $($table:ident)::+ as $sql:ident $(;)?) => {
        $crate::__private::diesel::alias!(NoConst $($table)::+ as $sql: $vis $ty,);
        $(#[$meta])*
        $vis const $name: $crate::Alias<$ty> =
            $crate::Alias::new($crate::__private::diesel::query_source::Alias::new($ty {
                table: $($table)::+::table,
            }));
    };
    ($($table:ident)::+ as $name:ident $(,)?) => {
        $crate::Alias::new($crate::__private::diesel::alias!($($table)::+ as $name))
    };
    ($($($table:ident)::+ as $name:ident),+ $(,)?) => {{
        $crate::__private::diesel::alias!(NoConst $($($table)::+ as $name: $name,)+);
        ($($crate::Alias::<$name>::default()),+)
    }};
}
