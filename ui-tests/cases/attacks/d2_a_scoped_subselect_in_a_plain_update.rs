// D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let own = Ad::for_tenant(db.tenant()).select(ads::title);
    diesel::update(campaigns::table)
        .filter(campaigns::name.eq_any(own))
        .set(campaigns::budget.eq(0))
        .execute(db)
}

fn main() {}
