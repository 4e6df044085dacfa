// B4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let own = campaigns::company_id.eq(db.tenant());
    db.update(campaigns::table)
        .filter(own)
        .set(campaigns::budget.eq(0))
        .execute(db)
}

fn main() {}
