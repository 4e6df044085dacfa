// C6
use ui_tests::*;

fn case(db: &mut Db<'_>, ad: &Ad) -> QueryResult<Campaign> {
    Campaign::for_tenant(db.tenant())
        .find(ad.campaign_id)
        .first(db)
}

fn main() {}
