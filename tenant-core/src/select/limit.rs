//! `limit` and `offset`.

use diesel::dsl::{Limit, Offset};
use diesel::query_dsl::methods::{LimitDsl, OffsetDsl};

use crate::select::Scoped;

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`limit`](diesel::QueryDsl::limit), in rows.
    pub fn limit(self, limit: i64) -> Scoped<'t, K, Limit<Q>>
    where
        Q: LimitDsl,
    {
        self.map(|query| query.limit(limit))
    }

    /// Diesel's [`offset`](diesel::QueryDsl::offset), in rows.
    pub fn offset(self, offset: i64) -> Scoped<'t, K, Offset<Q>>
    where
        Q: OffsetDsl,
    {
        self.map(|query| query.offset(offset))
    }
}

impl<'t, K, Q: LimitDsl> LimitDsl for Scoped<'t, K, Q> {
    type Output = Scoped<'t, K, Limit<Q>>;

    fn limit(self, limit: i64) -> Self::Output {
        Scoped::limit(self, limit)
    }
}

impl<'t, K, Q: OffsetDsl> OffsetDsl for Scoped<'t, K, Q> {
    type Output = Scoped<'t, K, Offset<Q>>;

    fn offset(self, offset: i64) -> Self::Output {
        Scoped::offset(self, offset)
    }
}
