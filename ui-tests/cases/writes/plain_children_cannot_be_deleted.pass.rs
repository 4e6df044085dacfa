// D1, C6
use ui_tests::*;

fn case(db: &mut Db<'_>, campaign: &Campaign) -> QueryResult<usize> {
    db.delete(Ad::for_tenant(db.tenant()).filter(ads::campaign_id.eq(campaign.id)))
        .execute(db)
}

fn main() {}
