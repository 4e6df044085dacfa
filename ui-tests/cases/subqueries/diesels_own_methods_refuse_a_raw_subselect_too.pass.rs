// C4
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table.for_tenant(db.tenant()).select(ads::campaign_id);
    QueryDsl::filter(
        Campaign::for_tenant(db.tenant()),
        campaigns::id.eq_any(shown),
    )
    .load(db)
}

fn main() {}
