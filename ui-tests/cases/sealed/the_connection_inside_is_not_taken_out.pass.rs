// E1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(campaigns::table).execute(db)
}

fn main() {}
