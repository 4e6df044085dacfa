// E4, F5, F6
use ui_tests::*;

diesel::table! {
    campaign_totals (company_id) {
        company_id -> BigInt,
        total -> BigInt,
    }
}

fn case(db: &mut Db<'_>) -> QueryResult<Vec<i64>> {
    campaign_totals::table
        .for_tenant(db.tenant())
        .select(campaign_totals::total)
        .load(db)
}

fn main() {}
