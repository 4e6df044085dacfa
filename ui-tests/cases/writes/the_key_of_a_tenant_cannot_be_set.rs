// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(companies::table)
        .set(companies::id.eq(5))
        .execute(db)
}

fn main() {}
