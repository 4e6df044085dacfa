// B1, D1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(Campaign::for_tenant(db.tenant()).or_filter(campaigns::name.eq("winter")))
        .set(campaigns::name.eq("spring"))
        .execute(db)
}

fn main() {}
