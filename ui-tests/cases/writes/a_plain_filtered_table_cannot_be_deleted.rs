// D1, D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(campaigns::table.find(5)).execute(db)
}

fn main() {}
