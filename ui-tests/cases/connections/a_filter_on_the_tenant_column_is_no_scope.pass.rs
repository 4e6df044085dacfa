// B3, B4
use ui_tests::*;

fn case(db: &mut Db<'_>, company: i64) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::company_id.eq(company))
        .load(db)
}

fn main() {}
