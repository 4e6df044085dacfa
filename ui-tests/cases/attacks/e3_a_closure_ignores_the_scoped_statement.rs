// E3, C9
use diesel::query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId};
use tenant_core::select::WrapsScoped;
use ui_tests::*;

#[derive(QueryId)]
struct Cached<Q>(Q);

impl<Q> WrapsScoped for Cached<Q> {}

impl<Q: Query> Query for Cached<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryFragment<DB>, DB: diesel::backend::Backend> QueryFragment<DB> for Cached<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .wrap(|_| Cached(campaigns::table.as_query()))
        .load(db)
}

fn main() {}
