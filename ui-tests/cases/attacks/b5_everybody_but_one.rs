// B5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table
        .filter(diesel::dsl::not(campaigns::company_id.eq(9)))
        .load(db)
}

fn main() {}
