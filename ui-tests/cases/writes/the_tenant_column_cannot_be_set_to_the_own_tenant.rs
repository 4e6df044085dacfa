// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    db.update(campaigns::table)
        .set(campaigns::company_id.eq(id))
        .execute(db)
}

fn main() {}
