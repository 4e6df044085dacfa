// D4, D6
use tenant_core::dsl::excluded;
use ui_tests::*;

fn case(db: &mut Db<'_>, new: NewCampaign) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(new)
        .on_conflict(campaigns::id)
        .do_update()
        .set(campaigns::name.eq(excluded(campaigns::name)))
        .execute(db)
}

fn main() {}
