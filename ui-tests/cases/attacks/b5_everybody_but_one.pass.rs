// B5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .filter(diesel::dsl::not(campaigns::company_id.eq(9)))
        .load(db)
}

fn main() {}
