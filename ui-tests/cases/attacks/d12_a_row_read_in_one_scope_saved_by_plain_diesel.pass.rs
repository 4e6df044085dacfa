// D12
use ui_tests::*;

fn case(db: &mut Db<'_>, held: &NewCampaign) -> QueryResult<Campaign> {
    db.save_changes(held)
}

fn main() {}
