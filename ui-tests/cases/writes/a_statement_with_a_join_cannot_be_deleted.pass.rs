// D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(Campaign::for_tenant(db.tenant()).filter(campaigns::id.gt(5)))
        .execute(db)
}

fn main() {}
