// E4
use ui_tests::*;

diesel::table! {
    posts (id) {
        id -> BigInt,
        campaign_id -> Nullable<BigInt>,
    }
}

#[derive(TenantTable)]
#[diesel(table_name = posts)]
#[tenant(parent = campaigns, foreign_key = campaign_id)]
struct Post {
    id: i64,
}

fn main() {}
