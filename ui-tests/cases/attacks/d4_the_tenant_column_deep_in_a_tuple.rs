// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set((
            campaigns::name.eq("x"),
            (campaigns::budget.eq(1), campaigns::company_id.eq(2)),
        ))
        .execute(db)
}

fn main() {}
