// D1
use ui_tests::*;

fn case(db: &mut Db<'_>, id: i64) -> QueryResult<usize> {
    let rows = Campaign::for_tenant(db.tenant()).filter(campaigns::id.eq(id));
    db.update(rows).set(campaigns::budget.eq(0)).execute(db)
}

fn main() {}
