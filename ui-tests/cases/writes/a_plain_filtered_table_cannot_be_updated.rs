// D1, D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table.filter(campaigns::id.eq(5)))
        .set(campaigns::name.eq("renamed"))
        .execute(db)
}

fn main() {}
