// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::company_id.eq(campaigns::company_id + 1))
        .execute(db)
}

fn main() {}
