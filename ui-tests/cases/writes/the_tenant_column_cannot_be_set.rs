// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set(campaigns::company_id.eq(5))
        .execute(db)
}

fn main() {}
