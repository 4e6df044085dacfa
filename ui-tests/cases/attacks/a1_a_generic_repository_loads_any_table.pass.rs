// A1
use diesel::query_dsl::LoadQuery;
use ui_tests::*;

fn all<'query, 't, Q, U>(db: &mut Db<'t>, query: Q) -> QueryResult<Vec<U>>
where
    Q: LoadQuery<'query, Db<'t>, U> + diesel::RunQueryDsl<Db<'t>>,
{
    diesel::RunQueryDsl::load(query, db)
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    all(db, Campaign::for_tenant(db.tenant()))
}

fn main() {}
