//! Joins, which scope themselves.
//!
//! The joined table's own tenant predicate goes into `ON`: in the `WHERE` of a
//! left join it would turn the join into an inner one.

use diesel::backend::Backend;
use diesel::dsl::InnerJoinQuerySource;
use diesel::expression::{AppearsOnTable, Expression};
use diesel::query_builder::{AstPass, FromClause, QueryFragment, QueryId, SelectStatement};
use diesel::query_dsl::InternalJoinDsl;
use diesel::result::QueryResult;
use diesel::sql_types::BoolOrNullableBool;
use diesel::{JoinTo, QuerySource};

use crate::scope::TenantId;
use crate::select::{Scoped, names};
use crate::table::{NoPredicate, Seal, Shared, TenantSource};
use crate::wall::TenantSafe;

/// The tenant predicate of what is joined.
type On<'t, K, Rhs, On> = TenantOn<On, <Rhs as TenantSource<K>>::Predicate>;

/// The source and the condition that joining `Rhs` to `Q` gives.
type From<Q, Rhs> = <Q as JoinTo<Rhs>>::FromClause;
type Condition<Q, Rhs> = <Q as JoinTo<Rhs>>::OnClause;

macro_rules! joins {
    ($($(#[$meta:meta])* $method:ident: $kind:ident),+) => {
        impl<'t, K: 'static, Q> Scoped<'t, K, Q> {$(
            $(#[$meta])*
            pub fn $method<Rhs, P, J>(self, rhs: Rhs) -> Scoped<'t, K, J>
            where
                Q: JoinTo<Rhs>,
                From<Q, Rhs>: TenantSource<K, Predicate = P>,
                Condition<Q, Rhs>: TenantSafe<'t>,
                Q: InternalJoinDsl<
                    From<Q, Rhs>,
                    names::$kind,
                    TenantOn<Condition<Q, Rhs>, P>,
                    Output = J,
                >,
            {
                let (source, condition) = Q::join_target(rhs);
                InternalJoinDsl::join(self, source, names::$kind::default(), condition)
            }
        )+}
    };
}

joins! {
    /// Diesel's [`inner_join`](diesel::QueryDsl::inner_join); the joined table
    /// is limited to the tenant in `ON`.
    inner_join: Inner,
    /// Diesel's [`left_join`](diesel::QueryDsl::left_join); the joined table is
    /// limited to the tenant in `ON`.
    left_join: LeftOuter,
    /// Diesel's [`left_outer_join`](diesel::QueryDsl::left_outer_join).
    left_outer_join: LeftOuter
}

impl<K, Q, Rhs> JoinTo<Rhs> for Scoped<'_, K, Q>
where
    Q: JoinTo<Rhs>,
{
    type FromClause = Q::FromClause;
    type OnClause = Q::OnClause;

    fn join_target(rhs: Rhs) -> (Self::FromClause, Self::OnClause) {
        Q::join_target(rhs)
    }
}

impl<'t, K: 'static, Q, Rhs, Kind, C> InternalJoinDsl<Rhs, Kind, C> for Scoped<'t, K, Q>
where
    Rhs: TenantSource<K>,
    C: TenantSafe<'t>,
    Q: InternalJoinDsl<Rhs, Kind, On<'t, K, Rhs, C>>,
{
    type Output = Scoped<'t, K, Q::Output>;

    fn join(self, rhs: Rhs, kind: Kind, condition: C) -> Self::Output {
        let on = TenantOn {
            condition,
            tenant: Rhs::predicate(self.id),
        };
        self.map(|query| query.join(rhs, kind, on))
    }
}

/// An inner join of two sources.
#[diagnostic::do_not_recommend]
impl<L, R, C, K: 'static> TenantSource<K> for InnerJoinQuerySource<L, R, C>
where
    Self: QuerySource,
    L: TenantSource<K>,
    R: TenantSource<K>,
    C: for<'h> TenantSafe<'h>,
{
    type Predicate = Both<L::Predicate, R::Predicate>;
    type AliasPredicate<S> = NoPredicate;
    type Writes = Shared;

    const SEAL: Seal = Seal(());

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        Both(L::predicate(id), R::predicate(id))
    }

    fn alias_predicate<S>(_: TenantId<'_, K>) -> NoPredicate {
        NoPredicate
    }
}

/// A statement with nothing but its source, as the right side of a join.
#[diagnostic::do_not_recommend]
impl<F, K: 'static> TenantSource<K> for SelectStatement<FromClause<F>>
where
    Self: QuerySource,
    F: TenantSource<K>,
{
    type Predicate = F::Predicate;
    type AliasPredicate<S> = NoPredicate;
    type Writes = Shared;

    const SEAL: Seal = Seal(());

    fn predicate(id: TenantId<'_, K>) -> Self::Predicate {
        F::predicate(id)
    }

    fn alias_predicate<S>(_: TenantId<'_, K>) -> NoPredicate {
        NoPredicate
    }
}

/// Two tenant predicates.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Both<L, R>(L, R);

/// The user's join condition and the tenant predicate of the joined table.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct TenantOn<C, P> {
    condition: C,
    tenant: P,
}

impl<C: Expression, P> Expression for TenantOn<C, P>
where
    C::SqlType: BoolOrNullableBool,
{
    type SqlType = C::SqlType;
}

impl<C, P, QS: ?Sized> AppearsOnTable<QS> for TenantOn<C, P>
where
    C: AppearsOnTable<QS>,
    C::SqlType: BoolOrNullableBool,
{
}

impl<C, P, DB> QueryFragment<DB> for TenantOn<C, P>
where
    DB: Backend,
    C: QueryFragment<DB>,
    P: Conjunct<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.condition.walk_ast(out.reborrow())?;
        out.push_sql(")");
        self.tenant.walk_conjunct(out)
    }
}

/// What is printed after a condition: ` AND predicate`, or nothing for rows
/// that are everybody's to read.
pub trait Conjunct<DB: Backend> {
    #[doc(hidden)]
    fn walk_conjunct<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

impl<DB: Backend> Conjunct<DB> for NoPredicate {
    fn walk_conjunct<'b>(&'b self, _: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<L: Conjunct<DB>, R: Conjunct<DB>, DB: Backend> Conjunct<DB> for Both<L, R> {
    fn walk_conjunct<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_conjunct(out.reborrow())?;
        self.1.walk_conjunct(out)
    }
}

impl<P: QueryFragment<DB> + Expression, DB: Backend> Conjunct<DB> for P {
    fn walk_conjunct<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" AND ");
        self.walk_ast(out)
    }
}
