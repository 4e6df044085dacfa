// D4, D8
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(notes::table)
        .set(notes::body.eq("moved"))
        .execute(db)
}

fn main() {}
