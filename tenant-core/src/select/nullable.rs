//! `nullable`, for a selection that may be missing.

use diesel::dsl::NullableSelect;
use diesel::query_dsl::methods::SelectNullableDsl;

use crate::select::Scoped;

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`nullable`](diesel::QueryDsl::nullable).
    pub fn nullable(self) -> Scoped<'t, K, NullableSelect<Q>>
    where
        Q: SelectNullableDsl,
    {
        self.map(|query| query.nullable())
    }
}

impl<'t, K, Q: SelectNullableDsl> SelectNullableDsl for Scoped<'t, K, Q> {
    type Output = Scoped<'t, K, NullableSelect<Q>>;

    fn nullable(self) -> Self::Output {
        Scoped::nullable(self)
    }
}
