// C3, C6
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: &Campaign) -> QueryResult<Vec<Ad>> {
    Ad::for_tenant(db.tenant())
        .filter(ads::campaign_id.eq(campaign.id))
        .load(db)
}

fn main() {}
