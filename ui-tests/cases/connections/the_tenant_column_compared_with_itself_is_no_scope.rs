// B5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table
        .filter(campaigns::company_id.eq(campaigns::company_id))
        .load(db)
}

fn main() {}
