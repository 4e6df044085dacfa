//! `distinct` and `distinct_on`.

use diesel::dsl::Distinct;
use diesel::query_dsl::methods::DistinctDsl;

use crate::select::Scoped;

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`distinct`](diesel::QueryDsl::distinct).
    pub fn distinct(self) -> Scoped<'t, K, Distinct<Q>>
    where
        Q: DistinctDsl,
    {
        self.map(|query| query.distinct())
    }
}

impl<'t, K, Q: DistinctDsl> DistinctDsl for Scoped<'t, K, Q> {
    type Output = Scoped<'t, K, Distinct<Q>>;

    fn distinct(self) -> Self::Output {
        Scoped::distinct(self)
    }
}

#[cfg(feature = "postgres")]
mod on {
    use diesel::dsl::DistinctOn;
    use diesel::query_dsl::methods::DistinctOnDsl;

    use crate::select::Scoped;
    use crate::wall::{Checked, TenantSafe};

    impl<'t, K, Q> Scoped<'t, K, Q> {
        /// Diesel's [`distinct_on`](diesel::QueryDsl::distinct_on).
        ///
        /// An `order` with it names the same columns first, one a call:
        /// `.distinct_on(a).order(a).then_order_by(b.desc())`.
        pub fn distinct_on<S>(self, selection: S) -> Scoped<'t, K, DistinctOn<Q, Checked<S>>>
        where
            S: TenantSafe<'t>,
            Q: DistinctOnDsl<Checked<S>>,
        {
            self.map(|query| query.distinct_on(Checked(selection)))
        }
    }

    impl<'t, K, Q, S> DistinctOnDsl<S> for Scoped<'t, K, Q>
    where
        S: TenantSafe<'t>,
        Q: DistinctOnDsl<Checked<S>>,
    {
        type Output = Scoped<'t, K, DistinctOn<Q, Checked<S>>>;

        fn distinct_on(self, selection: S) -> Self::Output {
            Scoped::distinct_on(self, selection)
        }
    }
}
