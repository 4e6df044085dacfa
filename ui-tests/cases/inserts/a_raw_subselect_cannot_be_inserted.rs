// C4, D7
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let newest = ads::table.select(ads::id).single_value();
    db.insert_into(campaigns::table)
        .values((campaigns::name.eq("new"), campaigns::budget.eq(newest)))
        .execute(db)
}

fn main() {}
