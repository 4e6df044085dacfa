// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let id = db.tenant();
    db.update(campaigns::table)
        .set(campaigns::budget.eq(id.key()))
        .execute(db)
}

fn main() {}
