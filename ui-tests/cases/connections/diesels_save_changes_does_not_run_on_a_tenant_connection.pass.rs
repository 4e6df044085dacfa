// D1, D12
use ui_tests::*;

fn case(db: &mut Db<'_>, row: &NewCampaign) -> QueryResult<Campaign> {
    db.save_changes(row)
}

fn main() {}
