//! `count`.

use diesel::dsl::{Select, count_star};
use diesel::query_dsl::methods::SelectDsl;

use crate::select::Scoped;

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`count`](diesel::QueryDsl::count).
    pub fn count(self) -> Scoped<'t, K, Select<Q, count_star>>
    where
        Q: SelectDsl<count_star>,
    {
        self.map(|query| query.select(diesel::dsl::count_star()))
    }
}
