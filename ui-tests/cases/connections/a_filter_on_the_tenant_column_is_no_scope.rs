// B3, B4
use ui_tests::*;

fn case(db: &mut Db<'_>, company: i64) -> QueryResult<Vec<Campaign>> {
    campaigns::table
        .filter(campaigns::company_id.eq(company))
        .load(db)
}

fn main() {}
