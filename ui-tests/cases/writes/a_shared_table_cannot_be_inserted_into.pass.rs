// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(companies::table)
        .values(companies::name.eq("us"))
        .execute(db)
}

fn main() {}
