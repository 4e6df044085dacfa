// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    Campaign::for_tenant(db.tenant())
        .select(campaigns::name)
        .distinct()
        .load(db)
}

fn main() {}
