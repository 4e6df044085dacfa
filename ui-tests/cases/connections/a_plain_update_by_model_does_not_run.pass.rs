// D1, D12
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: &Campaign) -> QueryResult<usize> {
    db.update(campaign)
        .set(campaigns::name.eq("renamed"))
        .execute(db)
}

fn main() {}
