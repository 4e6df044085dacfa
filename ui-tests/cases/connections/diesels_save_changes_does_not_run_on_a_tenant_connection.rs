// D1, D12
use ui_tests::*;

fn case(db: &mut Db<'_>, row: &NewCampaign) -> QueryResult<Campaign> {
    row.save_changes(db)
}

fn main() {}
