// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(companies::table)
        .set(companies::name.eq("us"))
        .execute(db)
}

fn main() {}
