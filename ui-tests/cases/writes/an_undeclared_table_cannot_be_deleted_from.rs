// E4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(secrets::table).execute(db)
}

fn main() {}
