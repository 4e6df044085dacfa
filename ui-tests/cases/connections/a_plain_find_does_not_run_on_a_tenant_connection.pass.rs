// C7, C8
use ui_tests::*;

fn case(db: &mut Db<'_>, id: i64) -> QueryResult<Campaign> {
    Campaign::for_tenant(db.tenant()).find(id).first(db)
}

fn main() {}
