// D1, C8
use ui_tests::*;

fn case(db: &mut Db<'_>, checked: i64, written: i64) -> QueryResult<usize> {
    let own = Campaign::for_tenant(db.tenant()).find(checked);
    let _: Campaign = own.first(db)?;
    db.update(campaigns::table)
        .filter(campaigns::id.eq(written))
        .set(campaigns::budget.eq(0))
        .execute(db)
}

fn main() {}
