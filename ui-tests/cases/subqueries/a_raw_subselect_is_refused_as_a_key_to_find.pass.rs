// C4, C7
use diesel::sql_types::{BigInt, Nullable};
use ui_tests::*;

#[diesel::declare_sql_function]
extern "SQL" {
    fn ifnull(value: Nullable<BigInt>, otherwise: BigInt) -> BigInt;
}

fn case(db: &mut Db<'_>) -> QueryResult<Campaign> {
    let newest = ads::table
        .for_tenant(db.tenant())
        .select(ads::campaign_id)
        .single_value();
    Campaign::for_tenant(db.tenant())
        .find(ifnull(newest, 0))
        .first(db)
}

fn main() {}
