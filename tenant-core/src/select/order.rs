//! `order`, `order_by` and `then_order_by`.

use diesel::Expression;
use diesel::dsl::{Order, ThenOrderBy};
use diesel::query_dsl::methods::{OrderDsl, ThenOrderDsl};

use crate::select::Scoped;
use crate::wall::{Checked, TenantSafe};

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`order`](diesel::QueryDsl::order).
    pub fn order<E>(self, expression: E) -> Scoped<'t, K, Order<Q, Checked<E>>>
    where
        E: TenantSafe<'t>,
        Q: OrderDsl<Checked<E>>,
    {
        self.map(|query| query.order(Checked(expression)))
    }

    /// Diesel's [`order_by`](diesel::QueryDsl::order_by).
    pub fn order_by<E>(self, expression: E) -> Scoped<'t, K, Order<Q, Checked<E>>>
    where
        E: TenantSafe<'t>,
        Q: OrderDsl<Checked<E>>,
    {
        self.order(expression)
    }

    /// Diesel's [`then_order_by`](diesel::QueryDsl::then_order_by).
    pub fn then_order_by<E>(self, expression: E) -> Scoped<'t, K, ThenOrderBy<Q, Checked<E>>>
    where
        E: TenantSafe<'t>,
        Q: ThenOrderDsl<Checked<E>>,
    {
        self.map(|query| query.then_order_by(Checked(expression)))
    }
}

impl<'t, K, Q, E> OrderDsl<E> for Scoped<'t, K, Q>
where
    E: TenantSafe<'t> + Expression,
    Q: OrderDsl<Checked<E>>,
{
    type Output = Scoped<'t, K, Order<Q, Checked<E>>>;

    fn order(self, expression: E) -> Self::Output {
        Scoped::order(self, expression)
    }
}

impl<'t, K, Q, E> ThenOrderDsl<E> for Scoped<'t, K, Q>
where
    E: TenantSafe<'t>,
    Q: ThenOrderDsl<Checked<E>>,
{
    type Output = Scoped<'t, K, ThenOrderBy<Q, Checked<E>>>;

    fn then_order_by(self, expression: E) -> Self::Output {
        Scoped::then_order_by(self, expression)
    }
}
