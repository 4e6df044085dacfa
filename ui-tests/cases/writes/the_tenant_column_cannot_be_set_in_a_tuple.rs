// D4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(campaigns::table)
        .set((campaigns::name.eq("moved"), campaigns::company_id.eq(5)))
        .execute(db)
}

fn main() {}
