// D5, D6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values((campaigns::id.eq(5), campaigns::company_id.eq(6)))
        .on_conflict(campaigns::id)
        .do_nothing()
        .execute(db)
}

fn main() {}
