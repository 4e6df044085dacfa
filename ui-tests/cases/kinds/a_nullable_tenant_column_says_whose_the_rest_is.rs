// E5
use ui_tests::*;

diesel::table! {
    posts (id) {
        id -> BigInt,
        tenant_id -> Nullable<BigInt>,
    }
}

#[derive(TenantTable)]
#[diesel(table_name = posts)]
#[tenant(column = tenant_id)]
struct Post {
    id: i64,
    tenant_id: Option<i64>,
}

fn main() {}
