// D6
use diesel::upsert::excluded;
use ui_tests::*;

fn case(db: &mut Db<'_>, row: NewCampaign) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(row)
        .on_conflict(campaigns::id)
        .do_update()
        .set(campaigns::name.eq(excluded(campaigns::name)))
        .execute(db)
}

fn main() {}
