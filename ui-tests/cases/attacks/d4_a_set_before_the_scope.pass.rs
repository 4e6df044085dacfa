// D4, D1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::budget.eq(0))
        .execute(db)
}

fn main() {}
