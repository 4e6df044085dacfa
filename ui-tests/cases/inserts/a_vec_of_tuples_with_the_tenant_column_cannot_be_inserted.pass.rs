// D5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(vec![(campaigns::name.eq("new"), campaigns::id.eq(5))])
        .execute(db)
}

fn main() {}
