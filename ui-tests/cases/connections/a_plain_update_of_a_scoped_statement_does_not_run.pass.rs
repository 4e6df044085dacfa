// D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(Campaign::for_tenant(db.tenant()))
        .set(campaigns::name.eq("renamed"))
        .execute(db)
}

fn main() {}
