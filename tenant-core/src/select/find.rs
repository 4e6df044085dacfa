//! `find`: by primary key, within the tenant.

use diesel::Table;
use diesel::associations::HasTable;
use diesel::dsl::Filter;
use diesel::expression_methods::EqAll;
use diesel::query_dsl::methods::{FilterDsl, FindDsl};

use crate::select::Scoped;
use crate::wall::{Parenthesised, TenantSafe};

type KeyEquals<Q, PK> = <<<Q as HasTable>::Table as Table>::PrimaryKey as EqAll<PK>>::Output;

impl<'t, K, Q> Scoped<'t, K, Q> {
    /// Diesel's [`find`](diesel::QueryDsl::find). A row of another tenant is
    /// not found, as a row that does not exist.
    ///
    /// A composite key keeps its shape: `find((id, 5))`, where the token stands
    /// for the tenant column.
    pub fn find<PK>(self, key: PK) -> Scoped<'t, K, Filter<Q, Parenthesised<KeyEquals<Q, PK>>>>
    where
        Q: HasTable + FilterDsl<Parenthesised<KeyEquals<Q, PK>>>,
        <Q::Table as Table>::PrimaryKey: EqAll<PK>,
        KeyEquals<Q, PK>: TenantSafe<'t>,
    {
        self.map(|query| query.filter(Parenthesised(Q::table().primary_key().eq_all(key))))
    }
}

impl<'t, K, Q, PK> FindDsl<PK> for Scoped<'t, K, Q>
where
    Q: HasTable + FilterDsl<Parenthesised<KeyEquals<Q, PK>>>,
    <Q::Table as Table>::PrimaryKey: EqAll<PK>,
    KeyEquals<Q, PK>: TenantSafe<'t>,
{
    type Output = Scoped<'t, K, Filter<Q, Parenthesised<KeyEquals<Q, PK>>>>;

    fn find(self, key: PK) -> Self::Output {
        Scoped::find(self, key)
    }
}
