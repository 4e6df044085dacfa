// E1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(campaigns::table)
        .filter(campaigns::id.eq(1))
        .execute(db)
}

fn main() {}
