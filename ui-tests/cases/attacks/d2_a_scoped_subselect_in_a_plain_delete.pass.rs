// D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let own = Ad::for_tenant(db.tenant()).select(ads::title);
    db.delete(campaigns::table)
        .filter(campaigns::name.eq_any(own))
        .execute(db)
}

fn main() {}
