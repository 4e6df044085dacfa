// B3
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<(i64, i64)>> {
    Campaign::for_tenant(db.tenant())
        .select((campaigns::id, campaigns::company_id))
        .order(campaigns::company_id)
        .load(db)
}

fn main() {}
