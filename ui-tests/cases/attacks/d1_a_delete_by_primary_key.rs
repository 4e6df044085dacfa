// D1
use ui_tests::*;

fn case(db: &mut Db<'_>, id: i64) -> QueryResult<usize> {
    db.delete(campaigns::table.find(id)).execute(db)
}

fn main() {}
