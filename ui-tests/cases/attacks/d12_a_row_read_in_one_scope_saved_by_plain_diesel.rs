// D12
use ui_tests::*;

fn case(db: &mut Db<'_>, held: &NewCampaign) -> QueryResult<Campaign> {
    held.save_changes(db)
}

fn main() {}
