// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(notes::table)
        .select(notes::id)
        .load(db)
}

fn main() {}
