// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Option<i64>>> {
    let id = db.tenant();
    let total = ads::table.count().single_value();
    Campaign::for_tenant(id).select(total).load(db)
}

fn main() {}
