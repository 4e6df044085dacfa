// A1, B6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    campaigns::table.for_tenant(db.tenant()).load(db)
}

fn main() {}
