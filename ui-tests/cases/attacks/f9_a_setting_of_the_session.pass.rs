// F9, F12
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::budget.eq(2))
        .execute(db)
}

fn main() {}
