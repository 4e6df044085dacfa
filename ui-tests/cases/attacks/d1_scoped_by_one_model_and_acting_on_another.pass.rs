// D1, C9
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(Campaign::for_tenant(db.tenant()))
        .set(campaigns::name.eq("Mine"))
        .execute(db)
}

fn main() {}
