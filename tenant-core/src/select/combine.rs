//! `UNION`, `INTERSECT` and `EXCEPT` of two statements of one scope.

use std::panic::UnwindSafe;

use diesel::CombineDsl;
use diesel::dsl;
use diesel::query_builder::{AsQuery, Query};
use diesel::query_dsl::positional_order_dsl::{IntoPositionalOrderExpr, PositionalOrderDsl};

use crate::select::Scoped;
use crate::wall::Checked;

/// A statement of the scope `'t`.
#[diagnostic::on_unimplemented(
    message = "this statement is not scoped to the tenant",
    label = "would add the rows of every tenant",
    note = "scope both sides: `posts::table.for_tenant(id)` in place of `posts::table`"
)]
pub trait OfScope<'t, K> {
    #[doc(hidden)]
    type Query;

    #[doc(hidden)]
    fn into_query(self) -> Self::Query;
}

impl<'t, K, Q> OfScope<'t, K> for Scoped<'t, K, Q> {
    type Query = Q;

    fn into_query(self) -> Q {
        self.query
    }
}

macro_rules! combinations {
    ($($method:ident: $output:ident),+) => {
        impl<'t, K, Q> Scoped<'t, K, Q> {
            $(
                #[doc = concat!("Diesel's [`", stringify!($method), "`](diesel::CombineDsl::", stringify!($method), "), with a statement of the same scope.")]
                pub fn $method<Rhs>(self, rhs: Rhs) -> Scoped<'t, K, dsl::$output<Q, Rhs::Query>>
                where
                    Q: CombineDsl,
                    Rhs: OfScope<'t, K, Query: AsQuery<SqlType = <Q::Query as Query>::SqlType>>,
                {
                    self.map(|query| query.$method(rhs.into_query()))
                }
            )+
        }
    };
}

combinations! {
    union: Union,
    union_all: UnionAll,
    intersect: Intersect,
    intersect_all: IntersectAll,
    except: Except,
    except_all: ExceptAll
}

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's `positional_order_by`, by the number of a selected column.
    pub fn positional_order_by<E>(self, expression: E) -> Scoped<'t, K, Q::Output>
    where
        E: Position,
        Q: PositionalOrderDsl<Checked<E>>,
    {
        self.map(|query| query.positional_order_by(Checked(expression)))
    }
}

/// The number of a selected column, from 1, plain or with a direction, or a
/// tuple of them.
#[diagnostic::on_unimplemented(
    message = "this expression can read rows of another tenant",
    label = "not the number of a selected column",
    note = "order a combined statement by position: `.positional_order_by(1)`"
)]
pub trait Position: IntoPositionalOrderExpr {}

#[diagnostic::do_not_recommend]
impl<E> Position for E where E: IntoPositionalOrderExpr<Output: UnwindSafe> {}

impl<E: IntoPositionalOrderExpr> IntoPositionalOrderExpr for Checked<E> {
    type Output = E::Output;

    fn into_positional_expr(self) -> E::Output {
        self.0.into_positional_expr()
    }
}
