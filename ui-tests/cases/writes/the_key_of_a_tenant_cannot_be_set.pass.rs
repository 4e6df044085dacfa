// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(companies::table)
        .set(companies::name.eq("renamed"))
        .execute(db)
}

fn main() {}
