// C1, E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<String>> {
    notes::table
        .for_tenant(db.tenant())
        .inner_join(campaigns::table)
        .select(campaigns::name)
        .load(db)
}

fn main() {}
