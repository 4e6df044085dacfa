// C4
use diesel::sqlite::Sqlite;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table.for_tenant(db.tenant()).select(ads::campaign_id);
    Campaign::for_tenant(db.tenant())
        .into_boxed::<Sqlite>()
        .filter(campaigns::id.eq_any(shown))
        .load(db)
}

fn main() {}
