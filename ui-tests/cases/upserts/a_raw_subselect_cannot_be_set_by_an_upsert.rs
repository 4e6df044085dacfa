// C4, D6
use ui_tests::*;

fn case(db: &mut Db<'_>, row: NewCampaign) -> QueryResult<usize> {
    let newest = ads::table.select(ads::id).single_value();
    db.insert_into(campaigns::table)
        .values(row)
        .on_conflict(campaigns::id)
        .do_update()
        .set(campaigns::budget.eq(newest))
        .execute(db)
}

fn main() {}
