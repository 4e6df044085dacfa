// B1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::name.eq("summer"))
        .or_filter(campaigns::name.eq("winter"))
        .load(db)
}

fn main() {}
