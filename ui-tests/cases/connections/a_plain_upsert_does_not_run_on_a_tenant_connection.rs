// D6
use ui_tests::*;

fn case(db: &mut Db<'_>, row: NewCampaign) -> QueryResult<usize> {
    diesel::insert_into(campaigns::table)
        .values(&row)
        .on_conflict(campaigns::id)
        .do_update()
        .set(&row)
        .execute(db)
}

fn main() {}
