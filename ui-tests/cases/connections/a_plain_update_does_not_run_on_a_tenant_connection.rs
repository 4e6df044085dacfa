// D1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    diesel::update(campaigns::table)
        .set(campaigns::name.eq("renamed"))
        .execute(db)
}

fn main() {}
