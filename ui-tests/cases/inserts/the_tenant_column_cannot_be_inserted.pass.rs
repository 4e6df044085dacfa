// D5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(campaigns::budget.eq(5))
        .execute(db)
}

fn main() {}
