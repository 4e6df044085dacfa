// E4
use ui_tests::*;

diesel::table! {
    posts (id) {
        id -> BigInt,
        tenant_id -> BigInt,
    }
}

#[derive(TenantTable)]
#[diesel(table_name = posts)]
#[tenant(parent = secrets, foreign_key = tenant_id)]
struct Post {
    id: i64,
    tenant_id: i64,
}

fn main() {}
