// C4
use diesel::sqlite::Sqlite;
use tenant_core::BoxedPredicate;
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    let shown = ads::table.select(ads::campaign_id);
    let named: BoxedPredicate<'_, '_, campaigns::table, Sqlite> =
        BoxedPredicate::new(campaigns::id.eq_any(shown));
    Campaign::for_tenant(db.tenant()).filter(named).load(db)
}

fn main() {}
