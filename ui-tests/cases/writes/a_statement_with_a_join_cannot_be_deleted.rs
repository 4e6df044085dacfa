// D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(Campaign::for_tenant(db.tenant()).inner_join(ads::table))
        .execute(db)
}

fn main() {}
