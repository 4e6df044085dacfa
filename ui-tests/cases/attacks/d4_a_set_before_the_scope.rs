// D4, D1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let moved = diesel::update(campaigns::table).set(campaigns::company_id.eq(2));
    db.update(moved).set(campaigns::budget.eq(0)).execute(db)
}

fn main() {}
