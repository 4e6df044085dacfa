// C4, D7
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let newest = Ad::for_tenant(db.tenant())
        .select(ads::id)
        .first::<i64>(db)?;
    db.insert_into(campaigns::table)
        .values((campaigns::name.eq("new"), campaigns::budget.eq(newest)))
        .execute(db)
}

fn main() {}
