// D4, D6
use ui_tests::*;

#[derive(AsChangeset)]
#[diesel(table_name = campaigns)]
struct Move {
    company_id: i64,
}

fn case(db: &mut Db<'_>, row: NewCampaign, to: Move) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(row)
        .on_conflict(campaigns::id)
        .do_update()
        .set(&to)
        .execute(db)
}

fn main() {}
