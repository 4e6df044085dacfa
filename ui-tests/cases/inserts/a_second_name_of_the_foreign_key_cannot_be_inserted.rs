// D4, D6
use ui_tests::*;

diesel::table! {
    #[sql_name = "covers"]
    covers (campaign_id) {
        campaign_id -> BigInt,
        oid -> BigInt,
    }
}

tenant_core::tenant_tables! {
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    covers;
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(covers::table)
        .values((covers::campaign_id.eq(1), covers::oid.eq(7)))
        .execute(db)
}

fn main() {}
