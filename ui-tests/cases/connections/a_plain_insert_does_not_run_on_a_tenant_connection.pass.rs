// D5
use ui_tests::*;

fn case(db: &mut Db<'_>, row: NewCampaign) -> QueryResult<usize> {
    db.insert_into(campaigns::table).values(row).execute(db)
}

fn main() {}
