// A7
use ui_tests::*;

fn case(db: &mut Db<'_>, conn: &mut Raw) -> QueryResult<usize> {
    let _ = &conn;
    db.update(campaigns::table)
        .set(campaigns::name.eq("renamed"))
        .execute(db)
}

fn main() {}
