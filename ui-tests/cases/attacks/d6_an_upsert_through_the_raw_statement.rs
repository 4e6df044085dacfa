// D6
use ui_tests::*;

fn case(db: &mut Db<'_>, new: NewCampaign) -> QueryResult<usize> {
    diesel::insert_into(campaigns::table)
        .values(new)
        .on_conflict(campaigns::id)
        .do_update()
        .set(campaigns::name.eq("Stolen"))
        .execute(db)
}

fn main() {}
