// C4, D2
use ui_tests::*;

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    let shown = ads::table.for_tenant(db.tenant()).select(ads::campaign_id);
    db.update(campaigns::table)
        .filter(campaigns::id.eq_any(shown))
        .set(campaigns::name.eq("shown"))
        .execute(db)
}

fn main() {}
