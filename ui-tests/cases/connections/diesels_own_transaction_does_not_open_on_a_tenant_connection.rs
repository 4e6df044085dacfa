// H9
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    Connection::transaction(db, |db| db.delete(campaigns::table).execute(db))
}

fn main() {}
