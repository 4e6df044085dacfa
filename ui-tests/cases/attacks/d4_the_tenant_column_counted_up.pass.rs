// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::id.eq(campaigns::id + 1))
        .execute(db)
}

fn main() {}
