// D4, D6
use ui_tests::*;

diesel::table! {
    covers (campaign_id) {
        campaign_id -> BigInt,
        rowid -> BigInt,
        title -> Text,
    }
}

tenant_core::tenant_tables! {
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    covers;
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.update(covers::table)
        .set(covers::title.eq("seven"))
        .execute(db)
}

fn main() {}
