// A1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::query().load(db)
}

fn main() {}
