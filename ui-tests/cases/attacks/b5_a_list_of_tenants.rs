// B5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table
        .filter(campaigns::company_id.eq_any([1, 2]))
        .load(db)
}

fn main() {}
