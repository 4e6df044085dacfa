//! `filter`, and why there is no `or_filter`.

use diesel::dsl::Filter;
use diesel::query_dsl::methods::FilterDsl;

use crate::select::Scoped;
use crate::wall::{Parenthesised, TenantSafe};

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`filter`](diesel::QueryDsl::filter): narrows the rows further.
    pub fn filter<P>(self, predicate: P) -> Scoped<'t, K, Filter<Q, Parenthesised<P>>>
    where
        P: TenantSafe<'t>,
        Q: FilterDsl<Parenthesised<P>>,
    {
        self.map(|query| query.filter(Parenthesised(predicate)))
    }

    /// Refused: an `OR` beside the tenant predicate would reach past it.
    pub fn or_filter<P>(self, _: P) -> Self
    where
        for<'h> OrBesideTheTenant<'h>: StaysWithTheTenant,
    {
        self
    }
}

impl<'t, K, Q, P> FilterDsl<P> for Scoped<'t, K, Q>
where
    P: TenantSafe<'t>,
    Q: FilterDsl<Parenthesised<P>>,
{
    type Output = Scoped<'t, K, Filter<Q, Parenthesised<P>>>;

    fn filter(self, predicate: P) -> Self::Output {
        Scoped::filter(self, predicate)
    }
}

/// What `or_filter` would add.
#[derive(Debug)]
pub struct OrBesideTheTenant<'h>(std::marker::PhantomData<&'h ()>);

/// Implemented for nothing.
#[diagnostic::on_unimplemented(
    message = "`or_filter` would reach rows of another tenant",
    label = "`OR` beside the tenant predicate",
    note = "put the alternatives into one predicate: `.filter(a.or(b))`"
)]
pub trait StaysWithTheTenant {}
