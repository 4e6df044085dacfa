// C4
use tenant_core::dsl::exists;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<bool> {
    let ads = ads::table.for_tenant(db.tenant());
    db.select(exists(ads.filter(ads::campaign_id.eq(5)))).get_result(db)
}

fn main() {}
