// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_or_ignore_into(campaigns::table)
        .values(campaigns::name.eq("Mine"))
        .execute(db)
}

fn main() {}
