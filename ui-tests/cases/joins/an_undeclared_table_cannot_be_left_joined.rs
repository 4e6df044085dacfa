// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Option<i64>>> {
    Campaign::for_tenant(db.tenant())
        .left_join(secrets::table)
        .select(secrets::id.nullable())
        .load(db)
}

fn main() {}
