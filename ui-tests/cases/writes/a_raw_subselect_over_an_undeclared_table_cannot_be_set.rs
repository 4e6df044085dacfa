// C4, D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let newest = secrets::table.select(secrets::id).single_value();
    db.update(campaigns::table)
        .set(campaigns::budget.eq(newest))
        .execute(db)
}

fn main() {}
