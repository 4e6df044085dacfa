// E6
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(notes::table.for_tenant(db.tenant())).execute(db)
}

fn main() {}
