// D1, D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(campaigns::table.for_tenant(db.tenant()).find(5))
        .execute(db)
}

fn main() {}
