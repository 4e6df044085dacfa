// D5
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(campaigns::company_id.eq(5))
        .execute(db)
}

fn main() {}
