// F9, F12
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    diesel::sql_query("SET app.tenant = '2'").execute(db)
}

fn main() {}
