// D1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::name.eq("renamed"))
        .execute(db)
}

fn main() {}
