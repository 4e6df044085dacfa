// C1, A2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    Campaign::for_tenant(db.tenant())
        .inner_join(documents::table.on(documents::title.eq(campaigns::name)))
        .select(campaigns::id)
        .load(db)
}

fn main() {}
