// B7, C1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(ads::table)
        .group_by((campaigns::name, campaigns::company_id))
        .having(campaigns::company_id.eq(1))
        .select(campaigns::name)
        .load(db)
}

fn main() {}
