// E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(secrets::table)
        .set(secrets::value.eq("hush"))
        .execute(db)
}

fn main() {}
