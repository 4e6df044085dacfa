// E1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM campaigns").execute(db)
}

fn main() {}
