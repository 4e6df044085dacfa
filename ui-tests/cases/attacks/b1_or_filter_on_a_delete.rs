// B1, D1
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.delete(campaigns::table)
        .filter(campaigns::name.eq("Spring"))
        .or_filter(campaigns::budget.is_null())
        .execute(db)
}

fn main() {}
