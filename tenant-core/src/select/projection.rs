//! `select`: columns, tuples, expressions and models.

use diesel::Expression;
use diesel::dsl::Select;
use diesel::query_dsl::methods::SelectDsl;

use crate::select::Scoped;
use crate::wall::{Checked, TenantSafe};

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`select`](diesel::QueryDsl::select).
    pub fn select<S>(self, selection: S) -> Scoped<'t, K, Select<Q, Checked<S>>>
    where
        S: TenantSafe<'t>,
        Checked<S>: Expression,
        Q: SelectDsl<Checked<S>>,
    {
        self.map(|query| query.select(Checked(selection)))
    }
}

impl<'t, K, Q, S> SelectDsl<S> for Scoped<'t, K, Q>
where
    S: TenantSafe<'t> + Expression,
    Q: SelectDsl<Checked<S>>,
{
    type Output = Scoped<'t, K, Select<Q, Checked<S>>>;

    fn select(self, selection: S) -> Self::Output {
        Scoped::select(self, selection)
    }
}
