// D1
use ui_tests::*;

fn case(db: &mut Db<'_>, id: i64) -> QueryResult<usize> {
    db.delete(Campaign::for_tenant(db.tenant()).find(id))
        .execute(db)
}

fn main() {}
