// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Option<i64>>> {
    Campaign::for_tenant(db.tenant())
        .left_join(notes::table)
        .select(notes::id.nullable())
        .load(db)
}

fn main() {}
