// C6
use ui_tests::*;

fn case(db: &mut Db<'_>, ad: &Ad) -> QueryResult<Campaign> {
    campaigns::table.find(ad.campaign_id).first(db)
}

fn main() {}
