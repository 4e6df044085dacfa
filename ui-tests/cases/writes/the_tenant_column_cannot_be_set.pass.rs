// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::budget.eq(5))
        .execute(db)
}

fn main() {}
