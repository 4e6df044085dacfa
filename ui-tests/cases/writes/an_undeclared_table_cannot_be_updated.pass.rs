// E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(notes::table)
        .set(notes::body.eq("hush"))
        .execute(db)
}

fn main() {}
