// B7
use ui_tests::*;

fn case(db: &mut Db<'_>, company: i64) -> QueryResult<Vec<i64>> {
    campaigns::table
        .group_by(campaigns::company_id)
        .having(campaigns::company_id.eq(company))
        .select(campaigns::company_id)
        .load(db)
}

fn main() {}
