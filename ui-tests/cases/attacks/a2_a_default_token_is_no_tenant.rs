// A2, A3
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(Default::default()).load(db)
}

fn main() {}
