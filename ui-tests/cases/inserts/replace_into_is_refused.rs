// D3, D6
use ui_tests::*;

fn case(db: &mut Db<'_>, row: NewCampaign) -> QueryResult<usize> {
    db.replace_into(campaigns::table).values(row).execute(db)
}

fn main() {}
